/// The port's security level (ISPS Code A/2.1, MARSEC in 33 CFR 101.200).
package enum SecurityLevel: Int, Hashable, Sendable, CaseIterable {
    case one = 1
    case two
    case three
}
