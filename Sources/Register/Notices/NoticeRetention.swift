/// How long messages are kept when they are over: data.
package struct NoticeRetention: Hashable, Sendable {
    /// Seconds until what they said, and to whom, is blanked. A code's is at once.
    package var blankedAfter: Int64 = 2_592_000
    /// Seconds until nothing is left of them.
    package var removedAfter: Int64 = 34_560_000

    package init() {}
}
