extension PassClaims {
    /// The payload of the pass, deterministic.
    ///
    /// It is read back before it is given out, so that nothing leaves that a gate would refuse or understand otherwise.
    /// Throws what the reader throws: `tooLong`, `invalid` and `duplicateKey` name the field or the rule.
    package func encoded() throws(FormatError) -> [UInt8] {
        var sorted = self
        sorted.sortAsEncoded()
        let payload = try sorted.unchecked()
        guard try PassClaims(decoding: payload) == sorted else {
            throw .invalid("claims", "they do not read back as they were written")
        }
        return payload
    }

    private func unchecked() throws(FormatError) -> [UInt8] {
        var entries: [CBORWriter.Entry] = [
            try .init(Claim.issuer) { $0.write(issuer) },
            try .init(Claim.expires) { $0.write(expires) },
            try .init(Claim.notBefore) { $0.write(notBefore) },
            try .init(Claim.issuedAt) { $0.write(issuedAt) },
            try .init(Claim.id) { $0.write(bytes: id.bytes) },
            try .init(Claim.status) { writer throws(FormatError) in try status.write(to: &writer) },
            try .init(Claim.portPass) { writer throws(FormatError) in try writer.write(map: passEntries()) },
        ]
        if let holderKey {
            entries.append(
                try .init(Claim.confirmation) { writer throws(FormatError) in try holderKey.write(to: &writer) })
        }
        entries += try Self.entries(unknownClaims)
        return try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: entries) }
    }

    private func passEntries() throws(FormatError) -> [CBORWriter.Entry] {
        var entries: [CBORWriter.Entry] = [
            try .init(PassKey.number) { $0.write(number) },
            try .init(PassKey.kind) { $0.write(Int64(kind.rawValue)) },
            try .init(PassKey.term) { $0.write(Int64(term.rawValue)) },
            try .init(PassKey.access) { writer throws(FormatError) in
                try writer.write(
                    map: Self.entries(access) { access throws(FormatError) in
                        try .init(access.port) { $0.write(unsigned: access.zones) }
                    })
            },
        ]
        let texts = [
            (PassKey.name, name), (PassKey.idHint, idHint), (PassKey.organisation, organisation),
            (PassKey.vesselCall, vesselCall),
        ]
        for case (let key, let text?) in texts {
            entries.append(try .init(key) { $0.write(text) })
        }
        if !plates.isEmpty {
            entries.append(
                try .init(PassKey.plates) { writer in
                    writer.writeArray(count: plates.count)
                    for plate in plates { writer.write(plate) }
                })
        }
        if let photoSecret {
            entries.append(try .init(PassKey.photoSecret) { $0.write(bytes: photoSecret) })
        }
        if let vehicleClass {
            entries.append(try .init(PassKey.vehicleClass) { $0.write(Int64(vehicleClass.rawValue)) })
        }
        if !endorsements.isEmpty {
            entries.append(
                try .init(PassKey.endorsements) { writer throws(FormatError) in
                    try writer.write(
                        map: Self.entries(endorsements) { endorsement throws(FormatError) in
                            try .init(endorsement.name) { $0.write(endorsement.expires) }
                        })
                })
        }
        if let schedule {
            entries.append(try .init(PassKey.schedule) { $0.write(schedule) })
        }
        if escortRequired {
            entries.append(try .init(PassKey.escort) { $0.writeTrue() })
        }
        entries += try Self.entries(unknownPassEntries)
        return entries
    }

    private static func entries(_ unknown: [UnknownEntry]) throws(FormatError) -> [CBORWriter.Entry] {
        try entries(unknown) { entry throws(FormatError) in
            try .init(entry.key) { $0.write(encoded: entry.value) }
        }
    }

    private static func entries<Element>(
        _ elements: [Element], _ entry: (Element) throws(FormatError) -> CBORWriter.Entry
    ) throws(FormatError) -> [CBORWriter.Entry] {
        try elements.map(entry)
    }
}

extension StatusReference {
    fileprivate func write(to writer: inout CBORWriter) throws(FormatError) {
        let reference: [CBORWriter.Entry] = [
            try .init(PassClaims.Claim.statusIndex) { $0.write(Int64(index)) },
            try .init(PassClaims.Claim.statusURI) { $0.write(uri) },
        ]
        try writer.write(map: [
            try .init(PassClaims.Claim.statusList) { writer throws(FormatError) in try writer.write(map: reference) }
        ])
    }
}

extension HolderKey {
    fileprivate func write(to writer: inout CBORWriter) throws(FormatError) {
        let key: [CBORWriter.Entry] = [
            try .init(PassClaims.ConfirmationKey.keyType) { $0.write(PassClaims.ConfirmationKey.octetKeyPair) },
            try .init(PassClaims.ConfirmationKey.curve) { $0.write(PassClaims.ConfirmationKey.ed25519) },
            try .init(PassClaims.ConfirmationKey.x) { $0.write(bytes: x) },
        ]
        try writer.write(map: [
            try .init(PassClaims.ConfirmationKey.coseKey) { writer throws(FormatError) in try writer.write(map: key) }
        ])
    }
}
