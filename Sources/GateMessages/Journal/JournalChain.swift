package import PassFormat

/// A batch's records read and held against one another: each in its place, each naming the one before it.
package struct JournalChain: Hashable, Sendable {
    package struct Link: Hashable, Sendable {
        package let record: JournalRecord
        package let bytes: [UInt8]
        package let hash: [UInt8]
    }

    /// In order, never empty.
    package let links: [Link]

    /// - Throws: `FormatError` when a record is none, stands in another place than its batch says, or does not name the one
    ///   before it in the batch. What the first one names is the reader's to compare.
    package init(_ batch: JournalBatch) throws(FormatError) {
        var links: [Link] = []
        for (index, bytes) in batch.records.enumerated() {
            let record = try JournalRecord(decoding: bytes)
            let place = JournalPlace(epoch: batch.epoch, sequence: batch.first + Int64(index))
            guard record.place == place else { throw .invalid("record", "it stands in another place than it says") }
            if let before = links.last {
                guard record.previous == before.hash else {
                    throw .invalid("record", "it does not name the record before it")
                }
            } else if place.sequence == 1 {
                guard record.previous == JournalRecord.beginning else {
                    throw .invalid("record", "the first of an epoch names one before it")
                }
            }
            links.append(Link(record: record, bytes: bytes, hash: JournalRecord.hash(bytes)))
        }
        self.links = links
    }
}
