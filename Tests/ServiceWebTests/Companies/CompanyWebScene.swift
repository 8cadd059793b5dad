import HTTPTypes
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

    var web: WebScene

    init() async throws { web = try await WebScene() }

    init(web: WebScene) { self.web = web }

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

    /// A pass of somebody in the company's roster, for a year.
    /// - Returns: when it ends.
    func pass(of owner: AccountID) async throws -> Int64 {
        _ = try await register.importRoster(
            Array("姓名,身分證字號,出生日期,職稱\n王小明,A123456789,75/3/9,裝卸工".utf8), .person, takingGood: false, by: owner,
            now: WebScene.now)
        let entry = try #require(try await register.roster(.person, by: owner, now: WebScene.now).entries.first)
        _ = try await register.setRosterPhoto(
            [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500), of: entry.id, by: owner, now: WebScene.now)
        var answers = FieldValues()
        for (name, answer) in [
            "term": "periodic", "role": "worker", "from": "2026-12-01", "until": "2027-11-30", "agree": "yes",
        ] { answers[name] = answer }
        answers[all: "zones"] = ["TWKEL/A"]
        _ = try await register.apply(
            BatchOrder(.person, .all, answers: answers), sends: true, by: owner, now: WebScene.now)
        let application = try #require(try await register.companyApplications(by: owner).first)
        try await register.sendToPolice(application.id, by: web.scene.by, now: WebScene.now)
        try await register.setVerdict(
            .clear, reference: "P-1", of: application.id, by: web.scene.by, now: WebScene.now)
        _ = try await register.approve(application.id, by: web.scene.by, now: WebScene.now)
        let order = try #require(try await register.order(of: application.id))
        _ = try await register.recordPayment(
            order.number, method: .counter, reference: "\(order.number)", amount: order.due,
            receivedAt: WebScene.now, by: web.scene.by, now: WebScene.now)
        try await register.settleApplications(by: web.scene.by, now: WebScene.now)
        return try #require(try await register.companyPasses(by: owner, now: WebScene.now).first).expires
    }

    func signIn(_ browser: CompanyBrowser, _ name: String = "owner") async throws {
        try await browser.get("company")
        let answer = try await browser.send(
            "company/sign-in", [("email", "\(name)@example.com"), ("password", Self.password)])
        try #require(answer.status == .ok && browser.page.contains("基隆港埠裝卸"), "\(browser.page)")
    }

    /// The same for an account that waits for a code by message.
    func signInByMessage(_ browser: CompanyBrowser, _ name: String) async throws {
        try await browser.get("company")
        try await browser.send("company/sign-in", [("email", "\(name)@example.com"), ("password", Self.password)])
        let (pending, handle) = (try browser.hidden("pending"), try browser.hidden("handle"))
        let code = try #require(try await notice(.code)?.facts["code"])
        let answer = try await browser.send(
            "company/sign-in/code", [("pending", pending), ("handle", handle), ("code", code)])
        try #require(answer.status == .ok && browser.page.contains("company/sign-out"), "\(browser.page)")
    }
}
