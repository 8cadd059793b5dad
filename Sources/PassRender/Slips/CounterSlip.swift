/// What somebody takes home from a counter whose application was filled in there: plain values, as in ``PassFace``.
package struct CounterSlip: Hashable, Sendable {
    /// Who gave it.
    package var issuerName: String
    package var number: String
    /// Opens the application; whoever has it.
    package var code: String
    package var kind: Label
    package var channel: Label
    /// Seconds since 1970.
    package var printedAt: Int64
    /// The last day on which the code is good: a moment of it, seconds since 1970.
    package var goodUntil: Int64
    /// Seconds that local time is ahead of UTC.
    package var utcOffset: Int
    /// What to do with it, in Traditional Chinese, a paragraph each.
    package var chinese: [String]
    /// The same in the applicant's language; empty when that is Chinese.
    package var translated: [String]

    package init(
        issuerName: String, number: String, code: String, kind: Label, channel: Label, printedAt: Int64,
        goodUntil: Int64, utcOffset: Int = 28_800, chinese: [String], translated: [String] = []
    ) {
        self.issuerName = issuerName
        self.number = number
        self.code = code
        self.kind = kind
        self.channel = channel
        self.printedAt = printedAt
        self.goodUntil = goodUntil
        self.utcOffset = utcOffset
        self.chinese = chinese
        self.translated = translated
    }
}
