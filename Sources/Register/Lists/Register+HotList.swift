import Identifiers
import PassCrypto
import PassFormat
import PassVerify
import SQLStore

/// Whom the police look for (DESIGN section 4). Gates know it with their next sync; a guard sees a check, and no reason.
extension Register {
    /// Entries of one port's list; gates refuse twice as many.
    private static let mostEntries = 100_000

    /// Puts an entry on a port's list.
    /// - Returns: false when it is on it already.
    /// - Throws: ``RegisterError``: no such port, or a text that breaks its rules.
    package func addToHotList(
        _ entry: HotListEntry, port: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        try checkPort(port)
        let entry = try Self.checked(entry)
        guard entry.until.map({ $0 > now }) ?? true else {
            throw RegisterError(.invalidArgument, "the end is over: give one that is to come")
        }
        defer { changes.notify() }
        let subject = try vault.subject(hotListEntry: entry.key, port: port)
        let row = HotListStore.Row(
            subject: subject,
            sealed: try vault.seal(
                entry.stored, context: Self.hotListContext(subject), nonce: random.bytes(SecretBox.nonceByteCount)),
            addedAt: now, addedBy: principal.name, until: entry.until)
        return try await engine.write { database in
            guard try HotListStore.count(port, database) < Self.mostEntries else {
                throw RegisterError(.invalidArgument, "the hot list of \(port) is full")
            }
            guard try HotListStore.add(row, to: port, database) else { return false }
            try PortOrderStore.add(
                .init(port: port, content: .hotList(subject: subject)), by: principal, at: now, database)
            try AuditStore.append(
                [.hotListAdded(port: port, subject: subject, reference: entry.reference)], at: now, by: principal,
                database)
            return true
        }
    }

    /// Takes an entry off a port's list.
    /// - Parameter entry: with the reference under which it is taken off.
    /// - Returns: false when it was not on it.
    package func removeFromHotList(
        _ entry: HotListEntry, port: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        try checkPort(port)
        let entry = try Self.checked(entry)
        let subject = try vault.subject(hotListEntry: entry.key, port: port)
        return try await removeFromHotList(
            subject: subject, reference: entry.reference, port: port, by: principal, now: now)
    }

    /// The same of an entry that is listed.
    package func removeFromHotList(
        subject: [UInt8], reference: String, port: String, by principal: Principal, now: Int64
    ) async throws -> Bool {
        try checkPort(port)
        try Self.check(reference: reference)
        defer { changes.notify() }
        return try await engine.write { database in
            guard try HotListStore.remove(subject, from: port, database) else { return false }
            try PortOrderStore.add(
                .init(port: port, content: .hotList(subject: subject)), by: principal, at: now, database)
            try AuditStore.append(
                [.hotListRemoved(port: port, subject: subject, reference: reference)], at: now, by: principal,
                database)
            return true
        }
    }

    /// A port's list, the oldest first.
    package func hotList(port: String) async throws -> [HotListEntry] {
        try checkPort(port)
        return try opened(hotList: try await engine.read { try HotListStore.all(port, $0) })
    }

    /// How many stand on a port's list.
    package func hotListCount(port: String) async throws -> Int64 {
        try checkPort(port)
        return try await engine.read { try HotListStore.count(port, $0) }
    }

    /// The newest with when and by whom each was put on the list, and with which publication it was told, the newest first.
    package func listedOnHotList(port: String, limit: Int = 500) async throws -> [ListedEntry] {
        try checkPort(port)
        let rows = try await engine.read { database in
            try HotListStore.newest(port, limit: limit, database).map { row in
                (row: row, version: try HotListStore.version(row.subject, in: port, database))
            }
        }
        return try listed(rows)
    }

    @inline(never)
    private func listed(_ rows: [(row: HotListStore.Row, version: Int64?)]) throws -> [ListedEntry] {
        try zip(rows, try opened(hotList: rows.map(\.row))).map { pair, entry in
            ListedEntry(
                subject: pair.row.subject, entry: entry, addedAt: pair.row.addedAt,
                addedBy: try Principal(pair.row.addedBy), version: pair.version)
        }
    }

    @inline(never)
    func opened(hotList rows: [HotListStore.Row]) throws -> [HotListEntry] {
        try rows.map { row in
            guard let bytes = try vault.open(row.sealed, context: Self.hotListContext(row.subject)),
                let entry = HotListEntry(stored: bytes, until: row.until)
            else { throw RegisterError.damaged("an entry of the hot list") }
            return entry
        }
    }

    func checkPort(_ port: String) throws(RegisterError) {
        guard seeds.policy.port(WireText(port)) != nil else {
            throw RegisterError(.notFound, "the seeds have no port \(Self.shown(port)): see ports.json")
        }
    }

    private static func check(reference: String) throws(RegisterError) {
        guard (1...64).contains(reference.utf8.count), TextNormalisation.isPlain(reference) else {
            throw RegisterError(.invalidArgument, "the reference has 1 to 64 bytes, and no control characters")
        }
    }

    private static func checked(_ entry: HotListEntry) throws(RegisterError) -> HotListEntry {
        try check(reference: entry.reference)
        if let reason = entry.reason {
            guard (1...120).contains(reason.count), TextNormalisation.isPlain(reason) else {
                throw RegisterError(.invalidArgument, "the reason has 1 to 120 characters, on one line")
            }
        }
        switch entry.target {
        case .number(let number):
            guard PassLimits.number.contains(number.utf8.count), TextNormalisation.isPlain(number.string) else {
                throw RegisterError(.invalidArgument, "a pass number has 1 to 24 bytes")
            }
            return entry
        case .plate(let plate):
            let normal = PlateText.normalise(plate.string).plate
            guard PassLimits.plate.contains(normal.utf8.count) else {
                throw RegisterError(.invalidArgument, "a plate has 1 to 16 letters and digits")
            }
            return HotListEntry(
                .plate(WireText(normal)), reference: entry.reference, reason: entry.reason, until: entry.until)
        }
    }

    static func hotListContext(_ subject: [UInt8]) -> [UInt8] { Array("hotlist:".utf8) + subject }
}
