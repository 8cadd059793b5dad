/// How much may come from outside: data, so that an operator or a test can have others.
package struct OpinionLimits: Hashable, Sendable {
    /// Seconds that the counts are for.
    package var window: Int64 = 86_400
    /// From one client that is not on this machine, and with one contact.
    package var perClient: Int64 = 20
    package var perContact: Int64 = 10
    /// In all: what somebody with many addresses can fill the register with.
    package var overall: Int64 = 2_000

    package init() {}
}
