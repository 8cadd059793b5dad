/// What an alarm turned out to be. The raw value is stored.
package enum AlarmEnding: String, Hashable, Sendable, CaseIterable {
    /// What was wrong was put right.
    case mended
    /// It has a cause that is in order.
    case explained
    /// Somebody did what is not allowed: it goes on elsewhere.
    case offence
    /// Program or machine were wrong, and it is reported to who mends them.
    case fault
    case other
}
