/// How often a gate turns to its service.
package struct LinkTiming: Hashable, Sendable {
    /// Between two polls, when all is well, at most: a fifth of it at random, so that a thousand gates do not come at once.
    package var interval: Duration
    /// The longest pause after failures, each twice the one before.
    package var longest: Duration = .seconds(240)
    /// From a scan to its upload: several scans go together.
    package var gathering: Duration = .seconds(2)

    package init(interval: Duration = .seconds(30)) {
        self.interval = interval
        longest = max(longest, interval)
    }

    /// The pause after so many failures in a row.
    ///
    /// - Parameter random: uniform between 0 and 1.
    func pause(failures: Int, random: Double) -> Duration {
        let whole = min(longest, interval * (1 << min(failures, 10)))
        return whole * (0.8 + 0.2 * random)
    }
}
