import PassFormat
import SQLStore

/// Passes in the database.
enum PassStore {
    /// A pass about to be stored.
    struct Intent: Sendable {
        let seq: Int64
        let id: PassID
        let claims: PassClaims
        let place: StatusPlace
        let signer: Int64
        let digest: [UInt8]
        let payload: [UInt8]
        let replaces: Int64?
        let activatesAt: Int64?
        let reason: String?
        let identity: SealedIdentity?
        let subjects: [[UInt8]]
        let reference: String?
    }

    static func nextSeq(_ database: any SQLReading) throws -> Int64 {
        try database.integer("SELECT COALESCE(MAX(seq) + 1, 1) FROM pass") ?? 1
    }

    /// Stores intents.
    /// - Returns: false when an id or a reference is taken; the caller undoes the transaction.
    static func insert(_ intents: [Intent], _ database: any SQLWriting) throws -> Bool {
        let stored = try database.executeEach(
            """
            INSERT INTO pass (seq, id, number, list, idx, signer, state, kind, term, not_before, expires, issued_at, digest,
                payload, replaces, activates_at, reason)
            VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            intents.map { intent in
                [
                    .integer(intent.seq), .integer(Int64(bitPattern: intent.id.rawValue)),
                    .text(intent.claims.number.string), .integer(Int64(intent.place.list)),
                    .integer(Int64(intent.place.index)), .integer(intent.signer),
                    .integer(Int64(intent.claims.kind.rawValue)), .integer(Int64(intent.claims.term.rawValue)),
                    .integer(intent.claims.notBefore), .integer(intent.claims.expires),
                    .integer(intent.claims.issuedAt),
                    .blob(intent.digest), .blob(intent.payload), .integer(intent.replaces),
                    .integer(intent.activatesAt),
                    .text(intent.reason),
                ]
            })
        guard stored == intents.count else { return false }
        try database.executeEach(
            "INSERT INTO pass_identity (pass, subject, sealed) VALUES (?, ?, ?)",
            intents.compactMap { intent in
                intent.identity.map { [.integer(intent.seq), .blob($0.subject), .blob($0.sealed)] }
            })
        try database.executeEach(
            "INSERT INTO pass_subject (subject, pass) VALUES (?, ?) ON CONFLICT DO NOTHING",
            intents.flatMap { intent in intent.subjects.map { [.blob($0), .integer(intent.seq)] } })
        let references = intents.compactMap { intent in
            intent.reference.map { [SQLValue.text($0), .integer(intent.seq)] }
        }
        return try references.isEmpty
            || database.executeEach(
                "INSERT INTO pass_request (reference, pass) VALUES (?, ?) ON CONFLICT DO NOTHING", references)
                == references.count
    }

    /// The number of a periodic pass of this subject whose time meets `notBefore ..< expires` and that is not final.
    static func periodicPass(
        of subject: [UInt8], notBefore: Int64, expires: Int64, otherThan number: String?, _ database: any SQLReading
    ) throws -> String? {
        try database.row(
            """
            SELECT pass.number FROM pass_subject JOIN pass ON pass.seq = pass_subject.pass
            WHERE pass_subject.subject = ? AND pass.term = 1 AND pass.state < 4
                AND pass.expires > ? AND pass.not_before < ? AND pass.number <> ?
            """,
            .blob(subject), .integer(notBefore), .integer(expires), .text(number ?? ""))?.text(0)
    }

    static func pass(seq: Int64, _ database: any SQLReading) throws -> PassRow? {
        try database.row(
            """
            SELECT seq, id, number, list, idx, signer, state, kind, term, not_before, expires, issued_at, payload, replaces,
                activates_at, reason, signature
            FROM pass LEFT JOIN pass_signature ON pass_signature.pass = pass.seq WHERE seq = ?
            """,
            .integer(seq)
        ).map(PassRow.init)
    }

    private static func passes(_ seqs: [SQLRow], _ database: any SQLReading) throws -> [PassRow] {
        try seqs.compactMap { try pass(seq: $0.integer(0), database) }
    }

    static func pass(_ id: PassID, _ database: any SQLReading) throws -> PassRow? {
        let key = SQLValue.integer(Int64(bitPattern: id.rawValue))
        return try passes(database.rows("SELECT seq FROM pass WHERE id = ?", key), database).first
    }

    /// All passes of a number, oldest first.
    static func passes(number: String, _ database: any SQLReading) throws -> [PassRow] {
        try passes(database.rows("SELECT seq FROM pass WHERE number = ? ORDER BY seq", .text(number)), database)
    }

    /// The pass that a number stands for: the active one, else the suspended one, else the one that was last.
    static func current(number: String, _ database: any SQLReading) throws -> PassRow? {
        try database.row(
            """
            SELECT seq, id, number, list, idx, signer, state, kind, term, not_before, expires, issued_at, payload, replaces,
                activates_at, reason, signature
            FROM pass JOIN pass_signature ON pass_signature.pass = pass.seq
            WHERE number = ? AND state IN (1, 3, 4, 5)
            ORDER BY CASE state WHEN 1 THEN 0 WHEN 3 THEN 1 ELSE 2 END, seq DESC LIMIT 1
            """,
            .text(number)
        ).map(PassRow.init)
    }

    static func pass(reference: String, _ database: any SQLReading) throws -> PassRow? {
        try passes(database.rows("SELECT pass FROM pass_request WHERE reference = ?", .text(reference)), database).first
    }

    /// The passes that wait for their signature or for their activation, oldest first.
    static func pending(_ state: PassState, _ database: any SQLReading) throws -> [PassRow] {
        try passes(
            database.rows(
                "SELECT seq FROM pass WHERE state = ? AND state IN (0, 2) ORDER BY seq", .integer(state.rawValue)),
            database)
    }

    /// The reissues of a pass that are not final.
    static func successors(of seq: Int64, _ database: any SQLReading) throws -> [PassRow] {
        try passes(
            database.rows("SELECT seq FROM pass WHERE replaces = ? AND state < 4 ORDER BY seq", .integer(seq)), database
        )
    }

    static func addSignatures(_ signatures: [(seq: Int64, signature: [UInt8])], _ database: any SQLWriting) throws {
        try database.executeEach(
            "INSERT INTO pass_signature (pass, signature) VALUES (?, ?)",
            signatures.map { [.integer($0.seq), .blob($0.signature)] })
    }

    /// Moves passes from one state to another.
    /// - Returns: how many stood in the first.
    static func move(_ seqs: [Int64], from old: PassState, to new: PassState, _ database: any SQLWriting) throws -> Int
    {
        try database.executeEach(
            "UPDATE pass SET state = ? WHERE seq = ? AND state = ?",
            seqs.map { [.integer(new.rawValue), .integer($0), .integer(old.rawValue)] })
    }

    static func setState(_ state: PassState, reason: String?, of seq: Int64, _ database: any SQLWriting) throws {
        try database.execute(
            "UPDATE pass SET state = ?, reason = ? WHERE seq = ?", .integer(state.rawValue), .text(reason),
            .integer(seq))
    }

    static func identity(of seq: Int64, _ database: any SQLReading) throws -> SealedIdentity? {
        guard let row = try database.row("SELECT subject, sealed FROM pass_identity WHERE pass = ?", .integer(seq))
        else {
            return nil
        }
        return SealedIdentity(subject: try row.blob(0), sealed: try row.blob(1))
    }

    /// The keyed hashes of whom or what it is for.
    static func subjects(of seq: Int64, _ database: any SQLReading) throws -> [[UInt8]] {
        try database.rows("SELECT subject FROM pass_subject WHERE pass = ? ORDER BY subject", .integer(seq)).map {
            try $0.blob(0)
        }
    }

    /// The 16-byte prefixes of everything released that was signed with a key.
    static func digests(signer: Int64, _ database: any SQLReading) throws -> [[UInt8]] {
        var digests: [[UInt8]] = []
        try database.forEachRow(
            "SELECT digest FROM pass WHERE signer = ? AND state NOT IN (0, 6)", [.integer(signer)]
        ) { digests.append(try $0.blob(0)) }
        return digests
    }
}
