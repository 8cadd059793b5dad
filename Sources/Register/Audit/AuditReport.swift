/// What `audit verify` found.
package struct AuditReport: Hashable, Sendable {
    /// How many records the log has.
    package let size: Int64
    /// The recomputed root, 32 bytes.
    package let root: [UInt8]
    /// How many check points were compared, own and brought back.
    package let checkpoints: Int
    /// How many of them gates or people brought back: only these tell of a log that was rewritten as a whole.
    package let broughtBack: Int
    /// What is no problem, and whoever looks should know: where the log went on from a backup, and check points of what was lost.
    package var notes: [String] = []
    /// Empty when all is well; the first names the first broken record.
    package let problems: [AuditProblem]

    package var isIntact: Bool { problems.isEmpty }
}

/// Something that is not as it was written.
package struct AuditProblem: Hashable, Sendable, CustomStringConvertible {
    /// The number of the record, from 0; nil when no record can be named.
    package let record: Int64?
    package let description: String

    init(record: Int64?, _ description: String) {
        self.record = record
        self.description = description
    }
}
