package import PassFormat

/// A program began to write.
package struct OpenedEvent: Hashable, Sendable {
    package enum Cause: Int64, Hashable, Sendable {
        /// The first record of a new home.
        case new = 1
        /// Started again on the journal as it was.
        case start = 2
        /// The database was damaged and was rebuilt; the old one was set aside.
        case rebuilt = 3
        /// The home is older than what the gate is known to have written: a backup was put back.
        case restored = 4
    }

    /// Name and version.
    package let program: WireText
    package let cause: Cause
    /// The last place that is known of the epoch before, where this record begins a new one.
    package let continues: JournalPlace?

    package init(program: WireText, cause: Cause, continues: JournalPlace? = nil) {
        self.program = program
        self.cause = cause
        self.continues = continues
    }
}
