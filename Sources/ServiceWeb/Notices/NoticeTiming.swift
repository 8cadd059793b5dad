/// When messages are sent and tried again.
package struct NoticeTiming: Hashable, Sendable {
    /// Looked for at least so often; what is enqueued here is seen at once.
    package var poll: Duration = .seconds(5)
    /// Seconds until a message is tried again, doubled each time, up to the longest.
    package var firstRetry: Int64 = 30
    package var longestRetry: Int64 = 3_600
    /// After so many attempts it is given up: with the above, after a day and a half.
    package var attempts: Int64 = 40
    /// Messages that go at one time on one channel: a server that hangs holds one of them up.
    package var lanes = 2
    /// Waited after a fault of the way, doubled each time, up to the longest: every other message would meet it too.
    package var firstPause: Duration = .seconds(1)
    package var longestPause: Duration = .seconds(60)
    /// How long a message that is being sent may still take when the service stops; less than the service itself is given.
    package var patience: Duration = .seconds(15)
    /// How often what is over is taken away.
    package var tidying: Duration = .seconds(600)

    package init() {}

    /// Seconds until the attempt after this many.
    func retry(after attempts: Int64) -> Int64 {
        let doublings = min(max(attempts - 1, 0), 40)
        let (delay, isOver) = firstRetry.multipliedReportingOverflow(by: 1 << doublings)
        return isOver ? longestRetry : min(delay, longestRetry)
    }
}
