/// How long a web server may take. A server that sends a byte now and then would else hold a gate back for ever (TUF
/// specification, section 1.5.2: slow retrieval).
package struct HTTPTiming: Hashable, Sendable {
    /// Seconds until the connection stands.
    package var connectSeconds = 10
    /// Bytes a second; less than this for `slowSeconds` ends the transfer.
    package var minimumRate = 500
    package var slowSeconds = 20
    /// Seconds for one file, beside the time that its limit takes at `minimumRate`.
    package var seconds = 30
    /// Seconds for one file, however large.
    package var longestSeconds = 900

    package init() {}

    /// - Parameter bytes: the most that may come, and what goes.
    package func deadline(bytes: Int) -> Int {
        min(longestSeconds, seconds + min(bytes / max(minimumRate, 1), longestSeconds))
    }
}
