import HummingbirdTesting
import Register
import ServiceScenes
import Testing

/// A service with companies.
struct CompanyWebScene {
    static let password = "grüne Kühe fliegen tief"
    static let table = """
        姓名,身分證字號,出生日期,職稱
        王小明,A123456789,75/3/9,裝卸工
        李小華,A223456781,70/1/1,司機
        """

    let web: WebScene

    init() async throws { web = try await WebScene() }

    var register: Register { web.register }

    static func email(_ name: String) throws -> Contact { try #require(Contact(typed: "\(name)@example.com")) }

    func found(_ name: String = "owner", number: String = "04595257", approved: Bool = true) async throws -> AccountID {
        let outcome = try await register.foundCompany(
            number: number, .init(name: "基隆港埠裝卸股份有限公司", contactName: "陳窗口", telephone: "02-2420-1234"),
            by: .new(.init(email: try Self.email(name), name: "陳老闆", password: Self.password, language: .zhHant)),
            now: WebScene.now)
        guard case .founded(let company, let account) = outcome else { throw CompanyBrowser.Lost() }
        if approved { try await register.approveCompany(company, by: web.scene.by, now: WebScene.now) }
        return account
    }

    func join(_ name: String, as role: CompanyRole, by actor: AccountID) async throws -> AccountID {
        _ = try await register.invite(
            try Self.email(name), as: role, language: .en, by: actor, now: WebScene.now)
        guard let code = try await notice(.companyInvite)?.facts["code"].flatMap(InvitationCode.init(typed:)),
            case .joined(_, let account) = try await register.join(
                code, name: name, password: Self.password, language: .en, now: WebScene.now)
        else { throw CompanyBrowser.Lost() }
        return account
    }

    /// The next message of a kind; those before it count as sent.
    func notice(_ kind: NoticeKind) async throws -> Notice? {
        while let claimed = try await register.claimNotice(.email, now: WebScene.now) {
            try await register.settle(claimed, .sent, now: WebScene.now)
            if claimed.notice?.kind == kind { return claimed.notice }
        }
        return nil
    }

    func signIn(_ browser: CompanyBrowser, _ name: String = "owner") async throws {
        try await browser.get("company")
        let answer = try await browser.send(
            "company/sign-in", [("email", "\(name)@example.com"), ("password", Self.password)])
        try #require(answer.status == .ok && browser.page.contains("基隆港埠裝卸"), "\(browser.page)")
    }
}
