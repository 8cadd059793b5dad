/// The limits of enrolment.
package enum EnrolmentRules {
    /// Seconds that a code is good for.
    package static let codeLifetime: Int64 = 3_600
    /// Wrong proofs that burn a code. Its hundred bits can't be guessed; whoever tries is made visible.
    package static let failures: Int64 = 5
}
