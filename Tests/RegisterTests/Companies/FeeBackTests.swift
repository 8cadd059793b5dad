import PassFormat
import Register
import Testing

@Suite("The fee of what was issued")
struct FeeBackTests {
    static let now = CompanyScene.now

    @Test("goes back when every pass of the order has ended, and the register looks by itself")
    func ended() async throws {
        let scene = try await CompanyScene()
        let (register, by) = (scene.register, scene.scratch.by)
        let owner = try await scene.found()
        _ = try await scene.people(2, of: owner)
        let applications = try await scene.approved(by: owner)
        let order = try #require(try await register.orderForAll(by: owner, now: Self.now))
        func isReleased(at now: Int64 = Self.now) async throws -> Bool {
            do {
                return try await register.releaseEndedOrder(order, reason: "passes-ended", by: by, now: now)
            } catch let error as RegisterError where error.code == .impossibleChange {
                return false
            }
        }
        func outstanding(at now: Int64 = Self.now) async throws -> [String]? {
            try await register.orderAccount(order, now: now)?.outstanding
        }
        #expect(try await !isReleased(), "nothing was paid")
        try await scene.pay(order)
        try await register.settleApplications(by: by, now: Self.now)
        let passes = try await register.companyPasses(by: owner, now: Self.now)
        #expect(passes.count == 2)
        #expect(try await outstanding()?.sorted() == passes.map(\.number).sorted())
        let lines = try await register.orderAccount(order, now: Self.now)?.lines.compactMap(\.application)
        #expect(lines?.sorted() == applications.map(\.number).sorted())
        #expect(try await !isReleased())
        _ = try await register.change(.suspend, passes[0].id, reason: "investigation", by: by, now: Self.now)
        _ = try await register.change(.revoke, passes[1].id, reason: "left-employer", by: by, now: Self.now)
        #expect(try await outstanding() == [passes[0].number])
        #expect(try await !isReleased(), "one that is suspended may come back")
        #expect(try await register.order(order)?.state == .paid)
        #expect(try await outstanding(at: passes[0].expires) == [])
        _ = try await register.change(.revoke, passes[0].id, reason: "left-employer", by: by, now: Self.now)
        #expect(try await outstanding() == [])
        #expect(try await isReleased())
        #expect(try await register.order(order)?.state == .refunding)
        #expect(try await register.verifyAudit().problems == [])
    }
}
