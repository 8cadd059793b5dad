import PassFormat
import Register
import SQLStore
import Testing

@Suite("What a company is told of what it sent together")
struct CompanyNewsTests {
    static let now = CompanyScene.now
    private static let minute: Int64 = 60

    @Test("One message for all that became so, when it is quiet, in the language of who sent it; one an hour")
    func digest() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        _ = try await scene.people(5, of: owner)
        let applications = try await scene.approved(by: clerk)
        _ = try await scene.mails()
        #expect(try await register.tellCompanies(now: Self.now) == 0, "more may come at once")
        #expect(try await register.tellCompanies(now: Self.now + 599) == 0)
        #expect(try await register.tellCompanies(now: Self.now + 600) == 1)
        var told = try await scene.mails(now: Self.now + 600)
        #expect(told.map(\.kind) == [.companyNews] && told[0].language == .en)
        #expect(told[0].to.address == "clerk@example.com")
        #expect(told[0].facts == ["company": "基隆港埠裝卸股份有限公司", "count": "0", "needing": "5"])
        // Paid and issued within the hour: told when the hour is over, and once.
        let order = try #require(try await register.orderForAll(by: clerk, now: Self.now))
        try await scene.pay(order, now: Self.now + 700)
        try await register.settleApplications(by: scene.scratch.by, now: Self.now + 700)
        #expect(try await register.tellCompanies(now: Self.now + 4_199) == 0)
        #expect(try await register.tellCompanies(now: Self.now + 4_200) == 1)
        #expect(try await register.tellCompanies(now: Self.now + 9_000) == 0)
        told = try await scene.mails(now: Self.now + 4_200)
        #expect(told.map(\.facts["count"]) == ["5"] && told.map(\.facts["needing"]) == ["0"])
        #expect(try await register.application(applications[0].id)?.state == .issued)
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("Something new every minute does not put it off for longer than an hour")
    func neverQuiet() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(8, of: owner)
        let sent = try await register.apply(
            BatchOrder(.person, .all, answers: CompanyScene.answers), sends: true, by: owner, now: Self.now)
        #expect(sent.lines.count == 8)
        var told: Int64?
        for (place, application) in try await register.companyApplications(by: owner).enumerated() {
            let time = Self.now + Int64(place) * 540
            try await register.fault([Fault("name", "format")], of: application.id, by: scene.scratch.by, now: time)
            if try await register.tellCompanies(now: time + 1) > 0 { told = told ?? time + 1 }
        }
        #expect(told == Self.now + 7 * 540 + 1, "the first after an hour")
    }

    @Test("Nothing is told of what is settled again, and owners are told for who left")
    func overtaken() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        _ = try await scene.people(2, of: owner)
        let applications = try await scene.approved(by: clerk)
        #expect(try await register.withdraw(applications[0].id, by: scene.scratch.by, now: Self.now))
        _ = try await register.removeMember(clerk, by: owner, now: Self.now)
        _ = try await scene.mails()
        #expect(try await register.tellCompanies(now: Self.now + 600) == 1)
        let told = try await scene.mails(now: Self.now + 600)
        #expect(told.map(\.to.address) == ["owner@example.com"] && told[0].facts["needing"] == "1")
        #expect(told[0].language == .zhHant)
    }

    @Test("Who has a contact of their own is told of their pass, and not of the company's money")
    func individuals() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(2, of: owner)
        let table = "姓名,身分證字號,手機,國籍\n王小1,\(CompanyScene.identity(1)),0912345678,Vietnam"
        _ = try await register.importRoster(Array(table.utf8), .person, takingGood: false, by: owner, now: Self.now)
        _ = try await scene.approved(by: owner)
        let order = try #require(try await register.orderForAll(by: owner, now: Self.now))
        try await scene.pay(order)
        try await register.settleApplications(by: scene.scratch.by, now: Self.now)
        let told = try await scene.mails().filter { $0.to.channel == .mobile }
        #expect(!told.isEmpty && told.allSatisfy { $0.to.address == "+886912345678" && $0.language == .vi })
        #expect(told.contains { $0.kind == .issued })
        #expect(!told.contains { $0.kind == .paymentDue || $0.kind == .paid }, "\(told.map(\.kind))")
    }

    @Test("A visit's own notices go to who applied for it, as before")
    func visits() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        var answers = FieldValues()
        for (name, answer) in [
            "purpose": "crew", "shipName": "EVER GIVEN", "from": "2026-12-02", "until": "2026-12-04", "agree": "yes",
            "people.0.name": "NGUYEN VAN AN", "people.0.idKind": "passport", "people.0.idNumber": "B1234567",
            "people.0.nationality": "VNM",
        ] { answers[name] = answer }
        answers[all: "zones"] = ["TWKEL/A"]
        guard case .sent(let text) = try await register.applyForVisit(answers, by: owner, now: Self.now),
            let number = ApplicationNumber(typed: text), let visit = try await register.application(number: number)
        else { throw CompanyScene.Unexpected("not sent") }
        _ = try await scene.mails()
        _ = try await register.issuePaid(visit.id, by: scene.scratch.by, now: Self.now)
        #expect(try await scene.mails().contains { $0.kind == .issued && $0.to.address == "owner@example.com" })
        #expect(try await register.tellCompanies(now: Self.now + 7_200) == 0)
    }
}
