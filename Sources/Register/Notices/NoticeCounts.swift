/// How the messages stand, for whoever watches over the service.
package struct NoticeCounts: Hashable, Sendable {
    /// Those that wait, by channel, and since when the oldest of them does (seconds since 1970).
    package let waiting: [Contact.Channel: Int64]
    package let oldest: Int64?
    /// Those of them that were tried before.
    package let retried: Int64
    /// Those that are being sent.
    package let sending: Int64
    /// Those sent and given up within the last day.
    package let sent: Int64
    package let failed: Int64
    /// Why they were given up, the commonest first.
    package let errors: [String]
}
