package import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import SQLStore
import StrictJSON

// What the journals tell of one scan.
extension Register {
    /// Records of a gate, the newest first.
    ///
    /// - Parameters:
    ///   - epoch: nil for the one that was heard of last.
    ///   - sequence: those before it.
    package func journal(
        of gate: String, epoch: JournalEpoch? = nil, before sequence: Int64 = .max, limit: Int = 50
    ) async throws -> (epochs: [JournalEpoch], entries: [JournalEntry]) {
        guard !gate.utf8.contains(0) else { return ([], []) }
        return try await engine.read { database in
            let journals = try JournalEntryStore.journals(of: gate, database)
            let chosen = epoch.map { epoch in journals.first { $0.epoch == epoch } } ?? journals.first
            let entries =
                try chosen.map { try JournalEntryStore.entries($0.seq, before: sequence, limit: limit, database) } ?? []
            return (journals.map(\.epoch), entries)
        }
    }

    /// What gates wrote of a pass's number, the newest first.
    package func journal(number typed: String, limit: Int = 100) async throws -> [JournalEntry] {
        let number = PassNumber.typed(typed) ?? typed
        guard PassLimits.number.contains(number.utf8.count), !number.utf8.contains(0) else { return [] }
        return try await engine.read { try JournalEntryStore.entries(number: number, limit: limit, $0) }
    }

    /// The whole story of one record; nil where there is none. That somebody looked is written down.
    package func story(
        of gate: String, _ place: JournalPlace, by principal: Principal, now: Int64
    ) async throws -> ScanStory? {
        guard !gate.utf8.contains(0) else { return nil }
        let port = seeds.policy.gate(WireText(gate))?.port
        let story = try await engine.read { try StoryTeller(port: port, database: $0).story(of: gate, place) }
        if story != nil, restored == nil {
            try await engine.write { database in
                try AuditStore.append(
                    [.gateDesk(.recordSeen(gate: gate, epoch: place.epoch.hex, sequence: place.sequence))], at: now,
                    by: principal, database)
            }
        }
        return story
    }

    /// A record as it is kept; nil where there is none.
    package func record(of gate: String, _ place: JournalPlace) async throws -> JournalEntry? {
        guard !gate.utf8.contains(0) else { return nil }
        return try await engine.read { database in
            try JournalStore.journal(gate, place.epoch, database).flatMap { journal in
                try JournalEntryStore.entry(journal.seq, place.sequence, database)
            }
        }
    }

    /// A record to be taken away, with what anybody can check it by who has `keys.json`: a receipt of this register for the journal
    /// up to it, whose hash is that of the record.
    ///
    /// - Returns: one JSON object; nil where there is no such record.
    /// - Throws: ``RegisterError`` with code `missingKey`.
    package func proof(of gate: String, _ place: JournalPlace, now: Int64) async throws -> [UInt8]? {
        guard !gate.utf8.contains(0) else { return nil }
        let found = try await engine.read { database -> (JournalEntry, JournalState)? in
            guard let journal = try JournalStore.journal(gate, place.epoch, database),
                let entry = try JournalEntryStore.entry(journal.seq, place.sequence, database)
            else { return nil }
            return (entry, journal)
        }
        guard let (entry, journal) = found else { return nil }
        let signer = try await receiptSigner(now: now)
        return try Self.proof(entry, journal, signer: signer, now: now)
    }

    @inline(never)
    private static func proof(
        _ entry: JournalEntry, _ journal: JournalState, signer: KeyHandle, now: Int64
    ) throws -> [UInt8] {
        let receipt = try signer.envelope(
            Receipt(
                gate: WireText(entry.gate), epoch: entry.place.epoch, through: entry.place.sequence, hash: entry.hash,
                time: now))
        return JSONWriter.indented(
            .object([
                "gate": .text(entry.gate), "epoch": .text(entry.place.epoch.hex),
                "sequence": .integer(entry.place.sequence), "record": .base64URL(entry.bytes),
                "hash": .text(Hex.encode(entry.hash)), "receipt": .base64URL(receipt),
                "receiptKey": .text(KeyID(rawValue: signer.publicKey.keyID).hex),
                "journal": .object([
                    "through": .integer(journal.through), "hash": .text(Hex.encode(journal.hash)),
                ]),
            ]))
    }
}
