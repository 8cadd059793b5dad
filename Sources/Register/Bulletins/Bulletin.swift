/// What the office makes public under a number, revision by revision. What was public once stays, with why it is another now.
package struct Bulletin<Kind: BulletinKind>: Hashable, Sendable {
    package struct Draft: Hashable, Sendable {
        package let content: Kind.Content
        /// Seconds since 1970.
        package let at: Int64
        package let by: String
    }

    /// What its address has.
    package let number: Int64
    package let state: Kind.Act.State
    /// Grows with every change: who changes it says which they saw.
    package let changes: Int64
    /// What is not published yet, of one that never was or of a correction.
    package let draft: Draft?
    /// The oldest first; empty before it is published.
    package let revisions: [BulletinRevision<Kind>]

    /// What it says now, of what there is of it: the office reads that first.
    package var newest: Kind.Content? { draft?.content ?? revisions.last?.content }

    /// Whether somebody may write on. What has ended stays as it is.
    package var isWritten: Bool { state == .draft || state == .published }
}

/// What was published once, and stays.
package struct BulletinRevision<Kind: BulletinKind>: Hashable, Sendable {
    /// From 1.
    package let number: Int64
    package let act: Kind.Act
    /// Seconds since 1970.
    package let at: Int64
    package let madeBy: String
    /// Why it is another, or is no more; empty for the first.
    package let reason: BulletinReason
    package let content: Kind.Content

    /// SHA-256 over everything of it that people read.
    var digest: [UInt8] { BulletinDigest.of(content.bytes, reason.chinese, reason.english) }
}

/// What came of an act.
package enum BulletinChange: Hashable, Sendable {
    case changed(Int64)
    case refused([Fault])
    /// Its state, or what it says, is another than who acts has seen.
    case moved
}
