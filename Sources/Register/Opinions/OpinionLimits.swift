/// How much may come from outside: data, so that an operator or a test can have others.
package struct OpinionLimits: Hashable, Sendable {
    /// Seconds that the counts are for.
    package var window: Int64 = 86_400
    /// From one client that is not on this machine, and with one contact.
    package var perClient: Int64 = 20
    package var perContact: Int64 = 10
    /// In all: what somebody with many addresses can fill the register with.
    package var overall: Int64 = 2_000

    package init() {}

    /// Seconds until there may be one again; nil when there may be one now.
    func wait(_ counts: [(OpinionStore.Count, Int64)], now: Int64) -> Int64? {
        counts.filter { $0.0.number >= $0.1 }.map { max(1, ($0.0.first ?? now) + window - now) }.max()
    }
}
