/// How many gave a score in a month, of one kind of thing.
package struct SatisfactionFigure: Hashable, Sendable {
    /// `202612`: year and month by the ports' clocks.
    package let month: Int64
    package let subject: SatisfactionSubject
    /// The kind of application, or of what was written.
    package let kind: String
    /// 1 to 5.
    package let score: Int64
    package let count: Int64

    package init(month: Int64, subject: SatisfactionSubject, kind: String, score: Int64, count: Int64) {
        self.month = month
        self.subject = subject
        self.kind = kind
        self.score = score
        self.count = count
    }
}
