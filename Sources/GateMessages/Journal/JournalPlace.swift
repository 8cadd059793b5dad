import PassFormat

/// Where a record stands: a gate never writes two records with one place.
package struct JournalPlace: Hashable, Sendable {
    package let epoch: JournalEpoch
    /// From 1, without gaps.
    package let sequence: Int64

    package init(epoch: JournalEpoch, sequence: Int64) {
        self.epoch = epoch
        self.sequence = sequence
    }
}
