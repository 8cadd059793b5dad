/// How much may come from outside: data, so that an operator or a test can have others.
package struct SeminarLimits: Hashable, Sendable {
    /// Seconds that the counts are for.
    package var window: Int64 = 86_400
    /// From one client that is not on this machine.
    package var perClient: Int64 = 20
    /// With one address: beyond it nothing is done, and nothing is said of it.
    package var perContact: Int64 = 10
    /// In all.
    package var overall: Int64 = 2_000
    /// Seconds that a place is held for who has not confirmed.
    package var hold: Int64 = 86_400
    /// Mails with a link that is known already, of one sign-up.
    package var reminders: Int64 = 3

    package init() {}
}
