package import SQLStore

/// How a bulletin stands. The raw value is in the database.
package protocol BulletinState: RawRepresentable<String>, Hashable, Sendable {
    /// Nobody outside has seen it.
    static var draft: Self { get }
    static var published: Self { get }

    /// Whether what it says holds no more, by decision.
    var isTakenBack: Bool { get }
}

/// What becomes public of a bulletin. The raw value is in the database and in the audit log.
package protocol BulletinAct: RawRepresentable<String>, Hashable, Sendable {
    associatedtype State: BulletinState

    static var publish: Self { get }
    static var correct: Self { get }

    /// How the bulletin stands after it.
    var state: State { get }
}

/// A kind of bulletin: what such a one says, what becomes of it, and where it is kept.
package protocol BulletinKind: Sendable {
    associatedtype Act: BulletinAct
    associatedtype Content: BulletinContent

    /// What one is called, in the audit log and in messages: `announcement`.
    static var noun: String { get }
    static var statements: BulletinStatements { get }

    /// What stands against it that a draft becomes what everybody sees.
    static func fault(in draft: Content, of bulletin: Bulletin<Self>, at now: Int64, utcOffset: Int64) -> Fault?

    /// Within a transaction: the bulletin's own row says what its latest revision does.
    static func move(_ bulletin: Bulletin<Self>, utcOffset: Int64, _ database: any SQLWriting) throws
}

/// What is asked of a kind's two tables: one of bulletins and their drafts, one of revisions.
package struct BulletinStatements: Sendable {
    /// Number, state, changes, draft, when and by whom it was drafted: of all, the newest first, and of one.
    let all: StaticString
    let one: StaticString
    /// Revision, act, time, author, both reasons, content: of one, the oldest first.
    let revisions: StaticString
    /// The same of all of them, with the bulletin's number first.
    let everyRevision: StaticString
    /// Draft, time, author; its number comes back.
    let insert: StaticString
    /// Draft, time, author, number.
    let keep: StaticString
    let dropDraft: StaticString
    let remove: StaticString
    /// Number, revision, act, time, author, both reasons, content.
    let revise: StaticString
}
