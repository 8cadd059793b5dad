package import PassCrypto

/// What companies' accounts go by: data, `companies.json`.
package struct CompanyRules: Hashable, Sendable {
    /// People in a roster from which every member signs in with a second factor.
    package var secondFactorFrom: Int64 = 20
    package var members: Int64 = 50
    /// Entries of a roster, and of one kind.
    package var roster: Int64 = 5_000
    /// Applications that are made in one go, and how many of them in one transaction.
    package var batch = 1_000
    package var batchAtOnce = 100
    /// Visitors that are announced in one go.
    package var visitors = 500
    package var invitationDays: Int64 = 7
    /// Days before the end of a pass at which its company is told, the most first.
    package var remindBeforeDays: [Int64] = [60, 30, 14, 7]
    /// Documents that an approved company keeps on file instead of sending them along.
    package var vouchedDocuments: Set<String> = []
    package var signIn = SignInLimits()
    /// Where an app may be set up that makes its codes with SHA-1, whatever it is asked for.
    package var sha1Codes: Set<Register.Door> = [.company]
    package var passwords = PasswordCost()
    /// Words that make no password.
    package var commonPasswords: [String] = []

    package init() {}

    /// How often somebody may be wrong.
    package struct SignInLimits: Hashable, Sendable {
        /// Seconds that the counts below are for.
        package var window: Int64 = 900
        package var perAccountAndClient: Int64 = 5
        /// From wherever: more, so that a stranger at one place does not lock anybody out.
        package var perAccount: Int64 = 20
        package var perClient: Int64 = 50
        /// Seconds between the password and the second factor, and wrong ones until the password is asked for again.
        package var secondFactorSeconds: Int64 = 600
        package var secondFactorTries: Int64 = 5
    }

    /// What one guess at a password costs, and how many are looked at together.
    package struct PasswordCost: Hashable, Sendable {
        package var cost = SealingCost.interactive
        package var atOnce = 2
        /// That wait for their turn; one more is turned away.
        package var waiting = 32
    }
}
