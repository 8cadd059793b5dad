package import PassFormat

extension JournalRecord {
    /// The bytes that are kept, hashed and uploaded.
    ///
    /// - Throws: `FormatError` where the record breaks its own limits: what is written can be read.
    package func encoded() throws(FormatError) -> [UInt8] {
        var entries: [CBORWriter.Entry] = [
            try .init(Key.epoch) { $0.write(bytes: place.epoch.bytes) },
            try .init(Key.sequence) { $0.write(place.sequence) },
            try .init(Key.previous) { $0.write(bytes: previous) },
            try .init(Key.kind) { $0.write(event.kind) },
            try .init(Key.wall) { $0.write(moment.wall) },
            try .init(Key.boot) { $0.write(bytes: moment.boot) },
            try .init(Key.uptime) { $0.write(moment.uptime) },
            try .init(Key.floor) { $0.write(moment.floor) },
        ]
        if let trust {
            entries.append(
                try .init(Key.trust) { writer throws(FormatError) in
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
            entries.append(try .init(Key.guardName) { $0.write(name) })
            if begins { entries.append(try .init(Key.begins) { $0.writeTrue() }) }
        case .alarm(let alarm):
            entries.append(try .init(Key.alarm) { $0.write(alarm.code) })
            try Self.append(alarm.status, to: &entries)
        case .trustApplied, .unknown: break
        }
        let bytes = try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: entries) }
        _ = try JournalRecord(decoding: bytes)
        return bytes
    }

    private static func append(_ scan: ScanEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        if let pass = scan.pass {
            entries += [
                try .init(Key.pass) { $0.write(bytes: pass.id.bytes) },
                try .init(Key.number) { $0.write(pass.number) },
                try .init(Key.term) { $0.write(Int64(pass.term.rawValue)) },
            ]
            try append(pass.status, to: &entries)
        }
        entries += [
            try .init(Key.verdict) { $0.write(scan.verdict.rawValue) },
            try .init(Key.reasons) { writer throws(FormatError) in
                writer.writeArray(count: scan.reasons.count)
                for reason in scan.reasons { writer.write(reason) }
            },
            try .init(Key.direction) { $0.write(scan.direction.rawValue) },
            try .init(Key.codeDigest) { $0.write(bytes: scan.codeDigest) },
        ]
        if scan.isLive { entries.append(try .init(Key.live) { $0.writeTrue() }) }
        try append(scan.guardName, Key.guardName, to: &entries)
        try append(scan.escort, Key.escort, to: &entries)
        try append(scan.plate, Key.plate, to: &entries)
    }

    private static func append(_ override: OverrideEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(Key.scan) { $0.write(override.sequence) },
            try .init(Key.direction) { $0.write(override.direction.rawValue) },
            try .init(Key.note) { $0.write(override.reason) },
            try .init(Key.guardName) { $0.write(override.guardName) },
        ]
        if override.isAdmitted { entries.append(try .init(Key.admitted) { $0.writeTrue() }) }
        try append(override.supervisor, Key.supervisor, to: &entries)
        try append(override.number, Key.number, to: &entries)
    }

    private static func append(_ opened: OpenedEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries += [
            try .init(Key.program) { $0.write(opened.program) },
            try .init(Key.cause) { $0.write(opened.cause.rawValue) },
        ]
        if let continues = opened.continues {
            entries.append(
                try .init(Key.continues) { writer throws(FormatError) in
                    writer.writeArray(count: 2)
                    writer.write(bytes: continues.epoch.bytes)
                    writer.write(continues.sequence)
                })
        }
    }

    private static func append(_ clock: ClockEvent, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        entries.append(try .init(Key.change) { $0.write(clock.change.rawValue) })
        if !clock.people.isEmpty {
            entries.append(
                try .init(Key.people) { writer throws(FormatError) in
                    writer.writeArray(count: clock.people.count)
                    for person in clock.people { writer.write(person) }
                })
        }
    }

    private static func append(_ status: StatusPlace?, to entries: inout [CBORWriter.Entry]) throws(FormatError) {
        guard let status else { return }
        entries.append(
            try .init(Key.status) { writer throws(FormatError) in
                writer.writeArray(count: 2)
                writer.write(status.list)
                writer.write(status.index)
            })
    }

    private static func append(
        _ text: WireText?, _ key: Int64, to entries: inout [CBORWriter.Entry]
    ) throws(FormatError) {
        if let text { entries.append(try .init(key) { $0.write(text) }) }
    }

    /// The keys of a record. What they mean never changes.
    enum Key {
        static let epoch: Int64 = 1
        static let sequence: Int64 = 2
        static let previous: Int64 = 3
        static let kind: Int64 = 4
        static let wall: Int64 = 5
        static let boot: Int64 = 6
        static let uptime: Int64 = 7
        static let floor: Int64 = 8
        static let trust: Int64 = 9
        static let pass: Int64 = 10
        static let number: Int64 = 11
        static let term: Int64 = 12
        static let status: Int64 = 13
        static let verdict: Int64 = 14
        static let reasons: Int64 = 15
        static let direction: Int64 = 16
        static let codeDigest: Int64 = 17
        static let live: Int64 = 18
        static let guardName: Int64 = 19
        static let escort: Int64 = 20
        static let plate: Int64 = 21
        static let scan: Int64 = 30
        static let admitted: Int64 = 31
        static let note: Int64 = 32
        static let supervisor: Int64 = 33
        static let program: Int64 = 40
        static let cause: Int64 = 41
        static let continues: Int64 = 42
        static let change: Int64 = 50
        static let people: Int64 = 51
        static let begins: Int64 = 60
        static let alarm: Int64 = 70
    }
}
