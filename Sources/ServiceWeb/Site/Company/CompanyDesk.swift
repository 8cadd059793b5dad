import HTTPTypes
import Hummingbird
import Register

/// What all pages of companies share.
struct CompanyDesk: Sendable {
    let register: Register
    let pictures: PictureDesk
    let payments: PaymentDesk
    let limits: WebLimits
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    /// How long somebody stays signed in.
    static let signedIn = SessionLimits.proof

    /// Who is signed in; nil for nobody.
    func account(_ page: PageContext) async throws -> AccountID? {
        try await page.session?.account.flatMap { AccountID($0) }
    }

    /// Notes that somebody signed in, and where from.
    func enter(_ account: AccountID, _ page: PageContext) async throws {
        let agent = page.request.headers[.userAgent] ?? ""
        try await page.context.session.grant(
            .account(account.bytes), limits: Self.signedIn,
            origin: SessionOrigin(client: page.context.client, agent: agent))
    }

    /// Goes on as a member of a company who may do something; sends others to where they become one, and who has to set up another
    /// app to where that is done.
    func member(
        _ page: PageContext, _ act: CompanyAct = .view, _ body: (Membership) async throws -> Response
    ) async throws -> Response {
        guard let account = try await account(page) else { return page.turnAway(to: CompanyPaths.home) }
        guard let membership = try await register.membership(of: account) else {
            return page.turnAway(to: CompanyPaths.home)
        }
        guard !membership.lacksTimeCodes else { return page.turnAway(to: CompanyPaths.security) }
        guard membership.may(act) else { throw Problem.denied }
        return try await body(membership)
    }

    /// Whom limits count; nil for one that is not counted: a proxy on this machine speaks for many.
    func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }

    var facts: FormFacts { FormFacts(procedures: register.procedures, ports: register.ports) }
}

extension Problem {
    /// Somebody is known, and may not.
    static let denied = Problem(.forbidden, "denied", "this account may not do that for this company")
}
