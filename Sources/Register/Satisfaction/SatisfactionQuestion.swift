/// The one question about something that is over: how content somebody was.
package struct SatisfactionQuestion: Hashable, Sendable {
    package let subject: SatisfactionSubject
    /// The number of what it is about.
    package let number: String
    package let expiresAt: Int64
    package let answeredAt: Int64?
    let seq: Int64

    package func isOpen(at now: Int64) -> Bool { answeredAt == nil && now < expiresAt }
}
