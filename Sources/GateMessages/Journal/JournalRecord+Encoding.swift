package import PassFormat

extension JournalRecord {
    /// The bytes that are kept, hashed and uploaded.
    ///
    /// - Throws: `FormatError` where the record breaks its own limits: what is written can be read.
    package func encoded() throws(FormatError) -> [UInt8] {
        var entries: [CBORWriter.Entry] = [
            try .init(JournalKey.epoch) { $0.write(bytes: place.epoch.bytes) },
            try .init(JournalKey.sequence) { $0.write(place.sequence) },
            try .init(JournalKey.previous) { $0.write(bytes: previous) },
            try .init(JournalKey.kind) { $0.write(event.kind) },
            try .init(JournalKey.wall) { $0.write(moment.wall) },
            try .init(JournalKey.boot) { $0.write(bytes: moment.boot) },
            try .init(JournalKey.uptime) { $0.write(moment.uptime) },
            try .init(JournalKey.floor) { $0.write(moment.floor) },
        ]
        if let trust {
            entries.append(
                try .init(JournalKey.trust) { writer throws(FormatError) in
                    writer.writeArray(count: 2)
                    writer.write(trust.version)
                    writer.write(trust.issued)
                })
        }
        switch event {
        case .scan(let scan): try Self.append(scan, to: &entries)
        case .override(let override): try Self.append(override, to: &entries)
        case .opened(let opened): try Self.append(opened, to: &entries)
        case .clock(let clock): try Self.append(clock, to: &entries)
        case .shift(let name, let begins):
            entries.append(try .init(JournalKey.guardName) { $0.write(name) })
            if begins { entries.append(try .init(JournalKey.begins) { $0.writeTrue() }) }
        case .alarm(let alarm):
            entries.append(try .init(JournalKey.alarm) { $0.write(alarm.code) })
            try Self.append(alarm.status, to: &entries)
        case .passage(let passage): try Self.append(passage, to: &entries)
        case .card(let card): try Self.append(card, to: &entries)
        case .tray(let tray): try Self.append(tray, to: &entries)
        case .evacuation(let evacuation): try Self.append(evacuation, to: &entries)
        case .report(let report): try Self.append(report, to: &entries)
        case .handOver(let handOver): try Self.append(handOver, to: &entries)
        case .guards(let guards): try Self.append(guards, to: &entries)
        case .checkpoint(let note): entries.append(try .init(JournalKey.checkpoint) { $0.write(note) })
        case .trustApplied, .unknown: break
        }
        let bytes = try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: entries) }
        _ = try JournalRecord(decoding: bytes)
        return bytes
    }

    private static func append(_ scan: ScanEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        if let pass = scan.pass {
            entries += [
                try .init(JournalKey.pass) { $0.write(bytes: pass.id.bytes) },
                try .init(JournalKey.number) { $0.write(pass.number) },
                try .init(JournalKey.term) { $0.write(Int64(pass.term.rawValue)) },
            ]
            try append(pass.status, to: &entries)
        }
        entries += [
            try .init(JournalKey.verdict) { $0.write(scan.verdict.rawValue) },
            try Self.texts(scan.reasons, JournalKey.reasons),
            try .init(JournalKey.direction) { $0.write(scan.direction.rawValue) },
            try .init(JournalKey.codeDigest) { $0.write(bytes: scan.codeDigest) },
        ]
        if scan.isLive { entries.append(try .init(JournalKey.live) { $0.writeTrue() }) }
        try append(scan.guardName, JournalKey.guardName, to: &entries)
        try append(scan.escort, JournalKey.escort, to: &entries)
        try append(scan.plate, JournalKey.plate, to: &entries)
    }

    private static func append(_ override: OverrideEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.scan) { $0.write(override.sequence) },
            try .init(JournalKey.direction) { $0.write(override.direction.rawValue) },
            try .init(JournalKey.note) { $0.write(override.reason) },
            try .init(JournalKey.guardName) { $0.write(override.guardName) },
        ]
        if override.isAdmitted { entries.append(try .init(JournalKey.admitted) { $0.writeTrue() }) }
        try append(override.supervisor, JournalKey.supervisor, to: &entries)
        try append(override.number, JournalKey.number, to: &entries)
    }

    private static func append(_ opened: OpenedEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(JournalKey.program) { $0.write(opened.program) },
            try .init(JournalKey.cause) { $0.write(opened.cause.rawValue) },
        ]
        try append(opened.continues, JournalKey.continues, to: &entries)
    }

    private static func append(_ clock: ClockEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries.append(try .init(JournalKey.change) { $0.write(clock.change.rawValue) })
        if !clock.people.isEmpty {
            entries.append(try Self.texts(clock.people, JournalKey.people))
        }
    }

    private static func append(_ status: StatusPlace?, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        guard let status else { return }
        entries.append(
            try .init(JournalKey.status) { writer throws(FormatError) in
                writer.writeArray(count: 2)
                writer.write(status.list)
                writer.write(status.index)
            })
    }

    /// Texts, in order.
    static func texts(_ texts: [WireText], _ key: Int64) throws(FormatError) -> CBORWriter.Entry {
        try .init(key) { writer throws(FormatError) in
            writer.writeArray(count: texts.count)
            for text in texts { writer.write(text) }
        }
    }

    static func append(
        _ place: JournalPlace?, _ key: Int64, to entries: inout [CBORWriter.Entry]
    ) throws(FormatError) {
        guard let place else { return }
        entries.append(
            try .init(key) { writer throws(FormatError) in
                writer.writeArray(count: 2)
                writer.write(bytes: place.epoch.bytes)
                writer.write(place.sequence)
            })
    }

    static func append(
        _ number: Int64?, _ key: Int64, to entries: inout [CBORWriter.Entry]
    ) throws(FormatError) {
        if let number { entries.append(try .init(key) { $0.write(number) }) }
    }

    static func append(
        _ text: WireText?, _ key: Int64, to entries: inout [CBORWriter.Entry]
    ) throws(FormatError) {
        if let text { entries.append(try .init(key) { $0.write(text) }) }
    }
}
