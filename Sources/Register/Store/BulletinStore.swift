import SQLStore

/// Bulletins of a kind, their drafts and their revisions.
enum BulletinStore<Kind: BulletinKind> {
    static func all(_ database: any SQLReading) throws -> [Bulletin<Kind>] {
        try database.rows(Kind.statements.all).map { try bulletin($0, database) }
    }

    static func find(_ number: Int64, _ database: any SQLReading) throws -> Bulletin<Kind>? {
        try database.row(Kind.statements.one, .integer(number)).map { try bulletin($0, database) }
    }

    private static func bulletin(_ row: SQLRow, _ database: any SQLReading) throws -> Bulletin<Kind> {
        guard let state = Kind.Act.State(rawValue: try row.text(1)) else { throw RegisterError.damaged(Kind.self) }
        let number = try row.integer(0)
        var draft: Bulletin<Kind>.Draft?
        if let bytes = try row.optionalBlob(3) {
            draft = Bulletin.Draft(content: try content(bytes), at: try row.integer(4), by: try row.text(5))
        }
        return Bulletin(
            number: number, state: state, changes: try row.integer(2), draft: draft,
            revisions: try database.rows(Kind.statements.revisions, .integer(number)).map(revision))
    }

    /// Of a row that begins as ``BulletinStatements/revisions`` says.
    static func revision(_ row: SQLRow) throws -> BulletinRevision<Kind> {
        guard let act = Kind.Act(rawValue: try row.text(1)) else { throw RegisterError.damaged(Kind.self) }
        return BulletinRevision(
            number: try row.integer(0), act: act, at: try row.integer(2), madeBy: try row.text(3),
            reason: BulletinReason(chinese: try row.text(4), english: try row.text(5)),
            content: try content(row.blob(6)))
    }

    private static func content(_ bytes: [UInt8]) throws -> Kind.Content {
        guard let content = Kind.Content(bytes: bytes) else { throw RegisterError.damaged(Kind.self) }
        return content
    }

    // MARK: Writing

    /// - Returns: its number.
    static func insert(
        draft: Kind.Content, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws -> Int64 {
        let number = try database.integer(
            Kind.statements.insert, .blob(draft.bytes), .integer(now), .text(person))
        guard let number else { throw RegisterError.damaged(Kind.self) }
        return number
    }

    static func keep(
        draft: Kind.Content, of number: Int64, by person: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            Kind.statements.keep, .blob(draft.bytes), .integer(now), .text(person), .integer(number))
    }

    /// Throws a draft away: with it what was never published.
    static func dropDraft(of bulletin: Bulletin<Kind>, _ database: any SQLWriting) throws {
        try database.execute(
            bulletin.state == .draft ? Kind.statements.remove : Kind.statements.dropDraft, .integer(bulletin.number))
    }

    static func insert(
        _ revision: BulletinRevision<Kind>, of number: Int64, _ database: any SQLWriting
    ) throws {
        try database.execute(
            Kind.statements.revise, .integer(number), .integer(revision.number), .text(revision.act.rawValue),
            .integer(revision.at), .text(revision.madeBy), .text(revision.reason.chinese),
            .text(revision.reason.english), .blob(revision.content.bytes))
    }
}

extension RegisterError {
    static func damaged<Kind: BulletinKind>(_: Kind.Type) -> RegisterError { .damaged("what is kept of \(Kind.noun)s") }

    static func unknown<Kind: BulletinKind>(_: Kind.Type) -> RegisterError {
        RegisterError(.notFound, "there is no such \(Kind.noun)")
    }
}
