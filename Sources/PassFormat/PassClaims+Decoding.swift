extension PassClaims {
    /// Reads the payload of a pass; nothing of it is verified.
    ///
    /// Throws for anything docs/wire-format.md refuses: not deterministic, a required claim missing, a limit exceeded, a
    /// value outside its range. Claims and port pass entries without a name here are kept and, but for restrictions,
    /// ignored.
    package init(decoding payload: [UInt8]) throws(FormatError) {
        var reader = CBORReader(payload.span)
        var issuer: WireText?
        var expires, notBefore, issuedAt: Int64?
        var id: PassID?
        var holderKey: HolderKey?
        var status: StatusReference?
        var pass: PassEntries?
        var unknown: [UnknownEntry] = []

        var claims = try reader.readMap()
        while try reader.nextKey(in: &claims) {
            switch try reader.readInteger() {
            case Claim.issuer: issuer = try reader.readText("iss", PassLimits.issuer)
            case Claim.expires: expires = try reader.readTime("exp")
            case Claim.notBefore: notBefore = try reader.readTime("nbf")
            case Claim.issuedAt: issuedAt = try reader.readTime("iat")
            case Claim.id:
                id = PassID(try reader.readByteSpan())
                guard id != nil else { throw .invalid("cti", "it must be 8 bytes") }
            case Claim.confirmation: holderKey = try HolderKey(from: &reader)
            case Claim.status: status = try StatusReference(from: &reader)
            case Claim.portPass: pass = try PassEntries(from: &reader)
            case let key: unknown.append(UnknownEntry(key: key, value: try reader.readItem()))
            }
        }
        try reader.finish()

        guard let issuer else { throw .missing("iss") }
        guard let expires else { throw .missing("exp") }
        guard let notBefore else { throw .missing("nbf") }
        guard let issuedAt else { throw .missing("iat") }
        guard let id else { throw .missing("cti") }
        guard let status else { throw .missing("status") }
        guard let pass else { throw .missing("port pass") }
        guard let number = pass.number else { throw .missing("number") }
        guard let kind = pass.kind else { throw .missing("kind") }
        guard let term = pass.term else { throw .missing("term") }
        guard !pass.access.isEmpty else { throw .missing("access") }
        guard notBefore < expires else { throw .invalid("exp", "it must be later than nbf") }

        self.issuer = issuer
        self.expires = expires
        self.notBefore = notBefore
        self.issuedAt = issuedAt
        self.id = id
        self.holderKey = holderKey
        self.status = status
        self.number = number
        name = pass.name
        idHint = pass.idHint
        organisation = pass.organisation
        self.kind = kind
        self.term = term
        access = pass.access
        plates = pass.plates
        photoSecret = pass.photoSecret
        vesselCall = pass.vesselCall
        vehicleClass = pass.vehicleClass
        endorsements = pass.endorsements
        schedule = pass.schedule
        escortRequired = pass.escortRequired
        unknownClaims = unknown
        unknownPassEntries = pass.unknown
    }
}

/// The entries of the port pass claim as they were found.
private struct PassEntries: ~Copyable {
    var number, name, idHint, organisation, vesselCall: WireText?
    var kind: PassKind?
    var term: PassTerm?
    var access: [PortAccess] = []
    var plates: [WireText] = []
    var photoSecret: [UInt8]?
    var vehicleClass: VehicleClass?
    var endorsements: [Endorsement] = []
    var schedule: Int64?
    var escortRequired = false
    var unknown: [UnknownEntry] = []

    init(from reader: inout CBORReader) throws(FormatError) {
        var entries = try reader.readMap()
        while try reader.nextKey(in: &entries) {
            switch try reader.readInteger() {
            case PassClaims.PassKey.number: number = try reader.readText("number", PassLimits.number)
            case PassClaims.PassKey.name: name = try reader.readText("name", PassLimits.name)
            case PassClaims.PassKey.idHint: idHint = try reader.readIDHint()
            case PassClaims.PassKey.organisation:
                organisation = try reader.readText("organisation", PassLimits.organisation)
            case PassClaims.PassKey.kind: kind = try reader.readChoice("kind")
            case PassClaims.PassKey.term: term = try reader.readChoice("term")
            case PassClaims.PassKey.access: access = try reader.readAccess()
            case PassClaims.PassKey.plates: plates = try reader.readPlates()
            case PassClaims.PassKey.photoSecret: photoSecret = try reader.readPhotoSecret()
            case PassClaims.PassKey.vesselCall: vesselCall = try reader.readText("vessel call", PassLimits.vesselCall)
            case PassClaims.PassKey.vehicleClass: vehicleClass = try reader.readChoice("vehicle class")
            case PassClaims.PassKey.endorsements: endorsements = try reader.readEndorsements()
            case PassClaims.PassKey.schedule: schedule = try reader.readSchedule()
            case PassClaims.PassKey.escort:
                try reader.readTrue()
                escortRequired = true
            case let key: unknown.append(UnknownEntry(key: key, value: try reader.readItem()))
            }
        }
    }
}

extension CBORReader {
    fileprivate mutating func readIDHint() throws(FormatError) -> WireText {
        let hint = try readText()
        guard hint.utf8.count == PassLimits.idHint, hint.utf8.allSatisfy(\.isPrintableASCII) else {
            throw .invalid("id hint", "it must be four ASCII characters")
        }
        return hint
    }

    fileprivate mutating func readChoice<Choice: RawRepresentable<UInt8>>(
        _ field: String
    ) throws(FormatError) -> Choice {
        guard let value = UInt8(exactly: try readUnsigned()), let choice = Choice(rawValue: value) else {
            throw .invalid(field, "this version does not know the value")
        }
        return choice
    }

    fileprivate mutating func readAccess() throws(FormatError) -> [PortAccess] {
        var map = try readMap()
        guard PassLimits.ports.contains(map.remaining) else { throw .invalid("access", "it must name 1 to 10 ports") }
        var access: [PortAccess] = []
        access.reserveCapacity(map.remaining)
        while try nextKey(in: &map) {
            let port = try readText()
            guard port.utf8.count == 5, port.utf8.allSatisfy(\.isUppercaseLetterOrDigit) else {
                throw .invalid("access", "a port must be a UN/LOCODE")
            }
            access.append(PortAccess(port: port, zones: try readUnsigned()))
        }
        return access
    }

    fileprivate mutating func readPlates() throws(FormatError) -> [WireText] {
        var array = try readArray()
        guard PassLimits.plates.contains(array.remaining) else { throw .invalid("plates", "there must be 1 to 4") }
        var plates: [WireText] = []
        plates.reserveCapacity(array.remaining)
        while nextElement(in: &array) {
            let plate = try readText("plates", PassLimits.plate)
            guard plate.utf8.allSatisfy(\.isUppercaseLetterOrDigit) else {
                throw .invalid("plates", "a plate is written in upper-case letters and digits only")
            }
            plates.append(plate)
        }
        return plates
    }

    fileprivate mutating func readPhotoSecret() throws(FormatError) -> [UInt8] {
        let secret = try readByteString()
        guard secret.count == PassLimits.photoSecret else { throw .invalid("photo secret", "it must be 16 bytes") }
        return secret
    }

    fileprivate mutating func readEndorsements() throws(FormatError) -> [Endorsement] {
        var map = try readMap()
        guard PassLimits.endorsements.contains(map.remaining) else {
            throw .invalid("endorsements", "there must be 1 to 16")
        }
        var endorsements: [Endorsement] = []
        endorsements.reserveCapacity(map.remaining)
        while try nextKey(in: &map) {
            let name = try readText("endorsements", PassLimits.endorsementName)
            endorsements.append(Endorsement(name: name, expires: try readTime("endorsements")))
        }
        return endorsements
    }

    fileprivate mutating func readSchedule() throws(FormatError) -> Int64 {
        guard let schedule = Int64(exactly: try readUnsigned()) else {
            throw .invalid("schedule", "the number is too large")
        }
        return schedule
    }
}

extension StatusReference {
    /// `{"status_list": {"idx": uint, "uri": tstr}}` and nothing else.
    fileprivate init(from reader: inout CBORReader) throws(FormatError) {
        var outer = try reader.readMap()
        guard try reader.nextKey(in: &outer), try reader.readText(PassClaims.Claim.statusList) else {
            throw .invalid("status", "it must be a status list reference")
        }
        var inner = try reader.readMap()
        guard
            try reader.nextKey(in: &inner), try reader.readText(PassClaims.Claim.statusIndex),
            let index = Int(exactly: try reader.readUnsigned()),
            try reader.nextKey(in: &inner), try reader.readText(PassClaims.Claim.statusURI)
        else {
            throw .invalid("status", "it must be a status list reference")
        }
        self.init(index: index, uri: try reader.readText("uri", PassLimits.statusURI))
        try reader.endMap(&inner)
        try reader.endMap(&outer)
    }
}

extension HolderKey {
    /// `{1: {1: 1, -1: 6, -2: x}}` and nothing else.
    fileprivate init(from reader: inout CBORReader) throws(FormatError) {
        var outer = try reader.readMap()
        guard try reader.nextKey(in: &outer),
            try reader.readInteger() == PassClaims.ConfirmationKey.coseKey
        else {
            throw .invalid("cnf", "it must be one Ed25519 key")
        }
        var inner = try reader.readMap()
        guard
            try reader.nextKey(in: &inner), try reader.readInteger() == PassClaims.ConfirmationKey.keyType,
            try reader.readInteger() == PassClaims.ConfirmationKey.octetKeyPair,
            try reader.nextKey(in: &inner), try reader.readInteger() == PassClaims.ConfirmationKey.curve,
            try reader.readInteger() == PassClaims.ConfirmationKey.ed25519,
            try reader.nextKey(in: &inner), try reader.readInteger() == PassClaims.ConfirmationKey.x,
            let key = HolderKey(try reader.readByteString())
        else {
            throw .invalid("cnf", "it must be one Ed25519 key")
        }
        try reader.endMap(&inner)
        try reader.endMap(&outer)
        self = key
    }
}

extension UInt8 {
    fileprivate var isUppercaseLetterOrDigit: Bool {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }

    fileprivate var isPrintableASCII: Bool { (0x21...0x7E).contains(self) }
}
