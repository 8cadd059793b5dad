import Identifiers

/// The oddities of one feed, at most so many in full.
struct OddityLog {
    private(set) var kept: [FeedOddity]
    private(set) var further = 0
    private let limit: Int

    init(_ first: [FeedOddity], limit: Int) {
        kept = Array(first.prefix(limit))
        further = first.count - kept.count
        self.limit = limit
    }

    mutating func note(_ kind: FeedOddity.Kind, row: Int? = nil, element: String? = nil, value: String? = nil) {
        guard kept.count < limit else { return further += 1 }
        kept.append(FeedOddity(kind, row: row, element: element.map(Self.shown), value: value.map(Self.shown)))
    }

    /// What may be shown to staff and written to a log: 60 characters, all visible.
    static func shown(_ text: String) -> String {
        let start = String(text.prefix(60))
        return String(
            String.UnicodeScalarView(
                start.unicodeScalars.prefix(120).map { TextNormalisation.isPlain(String($0)) ? $0 : "\u{FFFD}" }))
    }
}
