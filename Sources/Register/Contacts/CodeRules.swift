/// How codes are given out: data, so that an operator or a test can have others.
package struct CodeRules: Hashable, Sendable {
    /// Seconds that a code is good for.
    package var lifetime: Int64 = 600
    /// Wrong codes that burn it.
    package var tries: Int64 = 5
    /// Seconds that the counts below are for.
    package var window: Int64 = 3_600
    /// Codes to one contact, and for one number that was asked about.
    package var perContact: Int64 = 5
    /// Codes asked for by one client that is not on this machine.
    package var perClient: Int64 = 20
    /// Codes in all: what somebody with many addresses can make the operator pay for.
    package var overall: Int64 = 3_000

    package init() {}
}
