/// What is done in a company's name.
package enum CompanyAct: String, Hashable, Sendable, CaseIterable {
    /// Reads everything of the company.
    case view
    /// Writes the roster, and readies applications.
    case prepare
    /// Sends applications and corrections, and takes them back.
    case apply
    case pay
    /// Announces visitors, moves the days of a visit.
    case receive
    /// Ends the passes of somebody who left.
    case release
    /// Invites and removes members, and says what they are.
    case manageMembers
    /// Changes what is known of the company.
    case edit
    /// Makes and takes back the tokens by which programs act for it.
    case integrate
}
