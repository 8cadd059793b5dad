import PassFormat

/// One life of a gate's journal: eight random bytes, new whenever the journal was begun anew (a new home, a rebuilt
/// database, a restored backup). Sequence numbers count within an epoch.
package struct JournalEpoch: EightByteIdentifier {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }
}
