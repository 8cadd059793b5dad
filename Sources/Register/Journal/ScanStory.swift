package import PassVerify

/// Everything that is known about one record of a gate: what it says, what the gate could know, and what proves it.
package struct ScanStory: Hashable, Sendable {
    /// How the record stands in the chain of its journal.
    package struct Chain: Hashable, Sendable {
        /// What is kept still has the hash that was kept with it.
        package let isIntact: Bool
        /// It names the record before it, which is here.
        package let followsOn: Bool
        /// The next one names it; nil while there is none.
        package let isFollowed: Bool?
        /// How far the journal is here without gaps.
        package let through: Int64
        package let head: [UInt8]
    }

    /// A change of the pass, and when this gate knew of it.
    package struct Change: Hashable, Sendable {
        package let state: PassState
        package let reason: String?
        package let changedAt: Int64
        package let version: Int64?
        package let publishedAt: Int64?
        /// Since when this gate has gone by a publication that tells of it; nil while it has not.
        package let knownAt: Int64?
        /// Whether the trust that the record names told of it.
        package let wasTold: Bool
    }

    /// What the gate's trust said of the pass, beside what was the case.
    package enum Knowledge: String, Hashable, Sendable {
        /// No pass was read, or one that this register does not know.
        case noPass
        /// It was good, and nobody had said otherwise.
        case good
        /// It was no longer good, and the gate's trust said so.
        case knewBad
        /// It was no longer good, and the gate's trust did not say so yet.
        case couldNotKnow
        /// It was good, but the gate's trust said still that it was not.
        case notYetGood
    }

    package let entry: JournalEntry
    /// What a guard did about it, and other records that name it.
    package let followUps: [JournalEntry]
    /// The record that it is about, for what a guard did.
    package let about: JournalEntry?
    package let chain: Chain
    /// What was published with the trust that the record names; nil for one that is not written down here.
    package let publication: PublicationNote?
    /// The level of the gate's port in it.
    package let level: SecurityLevel?
    package let pass: PassSummary?
    package let changes: [Change]
    package let knowledge: Knowledge
}
