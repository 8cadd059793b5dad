package import PassFormat

/// Somebody whom a sponsor expects: registered by the last six characters of the identity document's number and the dates.
package struct ExpectedVisitor: Hashable, Sendable {
    package static let hintLength = 6

    /// The last six characters, upper-case ASCII letters and digits.
    package let hint: WireText
    /// Seconds since 1970: expected from then until before `until`.
    package let from: Int64
    package let until: Int64
    package let sponsor: WireText
    package let name: WireText?

    /// Nil when a text breaks its limits, or nothing lies between the times.
    package init?(hint: WireText, from: Int64, until: Int64, sponsor: WireText, name: WireText?) {
        let isHint =
            hint.utf8.count == Self.hintLength
            && hint.utf8.allSatisfy {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
        guard isHint, PassLimits.time.contains(from), PassLimits.time.contains(until), from < until,
            PassLimits.organisation.contains(sponsor.utf8.count),
            name.map({ PassLimits.name.contains($0.utf8.count) }) ?? true
        else { return nil }
        self.hint = hint
        self.from = from
        self.until = until
        self.sponsor = sponsor
        self.name = name
    }

    package func isExpected(at now: Int64) -> Bool { from <= now && now < until }
}
