import PassCrypto
import PassFormat

/// One record of a gate's journal. The gate keeps its bytes; each names the hash of the one before it, so that no record
/// can be changed, dropped or put in between without the next one saying so.
///
///     {1: epoch[8], 2: sequence, 3: previous[32], 4: kind, 5: wall, 6: boot[16], 7: uptime, 8: floor, 9: [version, issued]}
///
/// and the members of its kind (`JournalRecord+Scan` and the others). Deterministic CBOR, as everything that is signed.
package struct JournalRecord: Hashable, Sendable {
    package let place: JournalPlace
    /// The hash of the record before; 32 zero bytes in the first of an epoch.
    package let previous: [UInt8]
    package let moment: JournalMoment
    /// The trust in force; absent before the first sync.
    package let trust: TrustMark?
    package let event: JournalEvent

    /// The hash that stands before an epoch's first record.
    package static let beginning = [UInt8](repeating: 0, count: MessageLimits.digest)

    package init(
        place: JournalPlace, previous: [UInt8], moment: JournalMoment, trust: TrustMark?, event: JournalEvent
    ) {
        self.place = place
        self.previous = previous
        self.moment = moment
        self.trust = trust
        self.event = event
    }

    /// The hash of a record's bytes: what the next record and a receipt name it by.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(domain)
        hash.update(bytes)
        return hash.digest
    }

    private static let domain = Array("portpass/journal/v1".utf8)
}
