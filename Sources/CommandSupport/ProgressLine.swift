internal import Foundation

/// One line on the terminal that tells how far long work has come; silent where standard error is not a terminal.
package struct ProgressLine {
    private let isShown: Bool
    private let work: String
    private let started = ContinuousClock.now
    private var last: ContinuousClock.Instant?

    /// - Parameter work: What is being done, such as `issued`.
    package init(_ work: String) {
        self.work = work
        isShown = isatty(CommandStreams.current.error) == 1
    }

    /// Redraws the line, at most four times a second.
    package mutating func update(_ done: Int) {
        guard isShown else { return }
        let now = ContinuousClock.now
        if let last, now - last < .milliseconds(250) { return }
        last = now
        draw(done, at: now)
    }

    /// Draws the final count and leaves the line.
    package mutating func finish(_ done: Int) {
        guard isShown, last != nil else { return }
        draw(done, at: .now)
        StandardError.write("\n")
    }

    private func draw(_ done: Int, at now: ContinuousClock.Instant) {
        let seconds = max(0.001, (now - started) / .seconds(1))
        StandardError.write("\r\(done) \(work), \(Int(Double(done) / seconds)) a second\u{1B}[K")
    }
}
