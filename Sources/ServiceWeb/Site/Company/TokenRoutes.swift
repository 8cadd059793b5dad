import Hummingbird
import Register

/// Tokens by which a company's own programs act for it: made, listed and taken back by its owners.
struct TokenRoutes: Sendable {
    let desk: CompanyDesk

    private var register: Register { desk.register }
    static let days: [Int64] = [30, 90, 365]

    func add(to router: SiteRouter) {
        router.get(CompanyPaths.programs) { page in try await show(page.withForms()) }
        router.post(CompanyPaths.programs) { page in try await make(page.withForms()) }
        router.post(CompanyPaths.programs + "/:token/revoke") { page in try await revoke(page.withForms()) }
    }

    private func show(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { try await tokens($0, page, FieldValues(), [:]) }
    }

    private func tokens(
        _ membership: Membership, _ page: PageContext, _ values: FieldValues, _ errors: [String: String],
        problem: String? = nil
    ) async throws -> Response {
        let tokens = try await register.tokens(by: membership.account, now: desk.now())
        let hasApp = try await register.account(membership.account)?.hasTimeCodes ?? false
        return TokenPage(
            membership: membership, tokens: tokens, hasApp: hasApp, values: values, errors: errors, problem: problem,
            utcOffset: register.utcOffset, now: desk.now()
        ).response(page)
    }

    private func make(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { membership in
            let fields = try await page.fields(single: ["tokenName", "days", "current", "code"], repeated: ["scopes"])
            var values = FieldValues()
            values["tokenName"] = fields["tokenName"]
            values["days"] = fields["days"]
            values[all: "scopes"] = fields.all("scopes")
            let hasApp = try await register.account(membership.account)?.hasTimeCodes ?? false
            let days = Int64(fields["days"]).flatMap { Self.days.contains($0) ? $0 : nil } ?? 0
            let outcome = try await register.makeToken(
                name: fields["tokenName"], scopes: Set(fields.all("scopes").compactMap(TokenScope.init(rawValue:))),
                days: days, proof: hasApp ? .code(fields["code"]) : .password(fields["current"]),
                by: membership.account, client: desk.client(page), now: desk.now())
            let words = page.words
            let proof = hasApp ? "code" : "current"
            switch outcome {
            case .made(let secret, let token):
                return TokenPage.made(secret, token, membership, page, utcOffset: register.utcOffset)
            case .refused(let faults):
                return try await tokens(membership, page, values, FaultWords.byField(faults, words))
            case .notProved:
                return try await tokens(
                    membership, page, values, [proof: words[hasApp ? "company.app-wrong" : "company.old-wrong"]])
            case .tooMany(let seconds):
                return try await tokens(
                    membership, page, values, [proof: SignInRoutes.tooMany(seconds, words)])
            case .busy: return try await tokens(membership, page, values, [proof: words["errors.busy"]])
            }
        }
    }

    private func revoke(_ page: PageContext) async throws -> Response {
        try await desk.member(page, .integrate) { membership in
            _ = try await page.fields(single: [])
            guard let id = page.parameter("token").flatMap({ TokenID(hex: $0) }) else { throw Problem.notFound }
            _ = try await register.revokeToken(id, by: membership.account, now: desk.now())
            return page.redirect(to: CompanyPaths.programs)
        }
    }
}
