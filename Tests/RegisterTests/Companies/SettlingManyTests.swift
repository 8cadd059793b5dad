import PassFormat
import Register
import SQLStore
import Synchronization
import Testing

@Suite("What follows of itself, for many")
struct SettlingManyTests {
    static let now = CompanyScene.now

    @Test("Three hundred that are paid at once have their passes at once, and nobody else waits for them")
    func threeHundred() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(300, of: owner)
        _ = try await scene.approved(by: owner)
        let order = try #require(try await register.orderForAll(by: owner, now: Self.now))
        #expect(try await register.order(order)?.lines.count == 300)
        try await scene.pay(order)
        let clock = ContinuousClock()
        let isOver = Mutex(false)
        // Somebody else writes all the while.
        async let waits: [Duration] = {
            var waits: [Duration] = []
            while !isOver.withLock({ $0 }) {
                waits.append(
                    try await clock.measure {
                        _ = try await register.startDraft(.person, language: .zhHant, now: Self.now)
                    })
            }
            return waits
        }()
        let taken = try await clock.measure {
            _ = try await register.settleApplications(by: scene.scratch.by, now: Self.now)
        }
        isOver.withLock { $0 = true }
        let others = try await waits
        let longest = others.max() ?? .zero
        print("300 passes made in \(taken); \(others.count) others wrote meanwhile, the slowest in \(longest)")
        #expect(try await register.companyOverview(by: owner, now: Self.now).applications == [.issued: 300])
        #expect(try await register.companyPasses(limit: 500, by: owner, now: Self.now).count == 300)
        #expect(taken < .seconds(60), "\(taken)")
        #expect(others.count > 20 && longest < .seconds(5), "\(others.count) \(longest)")
        #expect(try await register.settleApplications(by: scene.scratch.by, now: Self.now) == 0)
    }

    @Test("One that is damaged does not keep the others from their passes, and is told of")
    func damaged() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        _ = try await scene.people(4, of: owner)
        let applications = try await scene.approved(by: owner)
        let order = try #require(try await scene.register.orderForAll(by: owner, now: Self.now))
        try await scene.pay(order)
        scene.register.close()
        let damaged = applications[0].number
        try await scene.scratch.tamper { database in
            // Paid, and not taken further before the power went.
            try database.execute("UPDATE application SET state = 'approved', due_at = NULL")
            try database.execute(
                "UPDATE application SET document = x'00' WHERE number = ?", .text(damaged))
        }
        let register = try await scene.scratch.open()
        defer { register.close() }
        await #expect(throws: (any Error).self) {
            _ = try await register.settleApplications(by: scene.scratch.by, now: Self.now)
        }
        #expect(
            try await register.companyOverview(by: owner, now: Self.now).applications == [.issued: 3, .approved: 1])
    }
}
