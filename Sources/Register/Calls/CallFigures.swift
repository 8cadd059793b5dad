/// What came of the calls of a day.
package struct CallFigures: Hashable, Sendable {
    package let came: Int64
    package let answered: Int64
    /// Answered within the time that the service set itself.
    package let inTime: Int64
    /// Calls that the desk made back to who had not got through, or waited for an answer.
    package let callbacks: Int64

    package init(came: Int64, answered: Int64, inTime: Int64, callbacks: Int64) {
        self.came = came
        self.answered = answered
        self.inTime = inTime
        self.callbacks = callbacks
    }

    package static let none = CallFigures(came: 0, answered: 0, inTime: 0, callbacks: 0)

    package static func + (one: CallFigures, other: CallFigures) -> CallFigures {
        CallFigures(
            came: one.came + other.came, answered: one.answered + other.answered, inTime: one.inTime + other.inTime,
            callbacks: one.callbacks + other.callbacks)
    }
}
