import PassCrypto
import Register

/// Addresses of companies' pages, below the language.
enum CompanyPaths {
    static let home = "company"
    static let signIn = "company/sign-in"
    static let factor = "company/sign-in/code"
    static let factorAgain = "company/sign-in/send"
    static let signOut = "company/sign-out"
    static let forgot = "company/forgot"
    static let password = "company/password"
    static let found = "company/found"
    static let join = "company/join"
    static let members = "company/members"
    static let hooks = "company/hooks"
    static let programs = "company/programs"
    static let security = "company/security"
    static let details = "company/details"
    static let applications = "company/applications"
    static let passes = "company/passes"
    static let payments = "company/payments"
    static let crew = "company/crew"
    static let visitors = "company/visitors"
    static let releases = "company/releases"

    static func roster(_ kind: RosterKind) -> String { kind == .person ? "company/people" : "company/vehicles" }
    static func roster(_ kind: RosterKind, _ part: String) -> String { "\(roster(kind))/\(part)" }
    static func entry(_ kind: RosterKind, _ id: RosterEntryID, _ part: String? = nil) -> String {
        "\(roster(kind))/entries/\(id.hex)\(part.map { "/" + $0 } ?? "")"
    }
    static func application(_ number: String, _ part: String? = nil) -> String {
        "\(applications)/\(number)\(part.map { "/" + $0 } ?? "")"
    }
    static func member(_ account: AccountID, _ act: String) -> String { "\(members)/\(account.hex)/\(act)" }
}
