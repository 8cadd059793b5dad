import PassFormat
import Register
import SQLStore
import Testing

@Suite("Who leaves while the company's order waits for money")
struct LeaverOrderTests {
    static let now = CompanyScene.now

    @Test("The order is cancelled and made again without them, with the right sum")
    func unpaid() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let entries = try await scene.people(3, of: owner)
        let applications = try await scene.approved(by: owner)
        let first = try #require(try await register.orderForAll(by: owner, now: Self.now))
        let sum = try #require(try await register.order(first)).total
        let outcome = try #require(try await register.release(entries[1].id, by: owner, now: Self.now))
        #expect(outcome.applications == [applications[1].number] && outcome.passes.isEmpty)
        #expect(outcome.order == first, "who pays is told that it is another sum")
        #expect(try await scene.state(applications[1]) == .withdrawn)
        #expect(try await register.order(first)?.state == .cancelled)
        // The others are due as before.
        #expect(try await register.dueFees(by: owner, now: Self.now).map(\.application.id).count == 2)
        let second = try #require(try await register.orderForAll(by: owner, now: Self.now))
        let order = try #require(try await register.order(second))
        #expect(second != first && order.lines.count == 2 && order.total * 3 == sum * 2)
        #expect(try await register.orderForAll(by: owner, now: Self.now) == second, "asked for twice, made once")
        try await scene.pay(second)
        try await register.settleApplications(by: scene.scratch.by, now: Self.now)
        #expect(try await scene.state(applications[0]) == .issued)
        #expect(try await scene.state(applications[2]) == .issued)
        #expect(try await scene.state(applications[1]) == .withdrawn)
        #expect(try await register.companyPasses(by: owner, now: Self.now).count == 2)
        // Money that comes for the old one is nobody's fee.
        let late = try await register.recordPayment(
            first, method: .bank, reference: "late", amount: sum, receivedAt: Self.now, by: scene.scratch.by,
            now: Self.now)
        guard case .surplus = late else { throw CompanyScene.Unexpected("\(late)") }
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("One of a company's people can't end what the company pays for everybody")
    func byThemselves() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(2, of: owner)
        let applications = try await scene.approved(by: owner)
        let order = try #require(try await register.orderForAll(by: owner, now: Self.now))
        #expect(try await !register.withdraw(applications[0].id, by: scene.scratch.by, now: Self.now))
        #expect(try await register.order(order)?.state == .open)
    }

    @Test("Paid for and not a pass yet: it becomes one, and ends at once")
    func paid() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let entries = try await scene.people(2, of: owner)
        let applications = try await scene.approved(by: owner)
        let order = try #require(try await register.orderForAll(by: owner, now: Self.now))
        try await scene.pay(order)
        let outcome = try #require(try await register.release(entries[0].id, by: owner, now: Self.now))
        #expect(outcome.passes.count == 1 && outcome.applications.isEmpty && outcome.order == nil)
        try await register.settleApplications(by: scene.scratch.by, now: Self.now)
        #expect(try await scene.state(applications[0]) == .issued)
        let inForce = try await register.companyPasses(by: owner, now: Self.now)
        #expect(inForce.count == 1 && !outcome.passes.contains(inForce[0].number))
    }

    @Test("An order of many whose time is over takes the late with it, and the others are due again")
    func expired() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(1, of: owner)
        let early = try await scene.approved(by: owner)[0]
        let later = Self.now + 5 * 86_400
        _ = try await register.importRoster(
            CompanyScene.table(2), .person, takingGood: false, by: owner, now: later)
        let entry = try #require(try await register.roster(.person, limit: 5, by: owner, now: later).entries.last)
        _ = try await register.setRosterPhoto(CompanyScene.jpeg, of: entry.id, by: owner, now: later)
        let late = try await scene.approved(by: owner, from: "2026-12-06", now: later)[0]
        let order = try #require(try await register.orderForAll(by: owner, now: later))
        let end = try #require(try await register.order(order)).expiresAt
        #expect(end == Self.now + 14 * 86_400)
        try await register.settleApplications(by: scene.scratch.by, now: end - 1)
        #expect(try await register.order(order)?.state == .open)
        try await register.settleApplications(by: scene.scratch.by, now: end)
        #expect(try await register.order(order)?.state == .expired)
        #expect(try await scene.state(early) == .lapsed)
        #expect(try await scene.state(late) == .awaitingPayment)
        let again = try #require(try await register.orderForAll(by: owner, now: end))
        #expect(try await register.order(again)?.lines.map(\.application) == [late.id])
    }
}
