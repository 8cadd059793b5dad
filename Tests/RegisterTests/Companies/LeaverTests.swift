import Foundation
import PassFormat
import Register
import Testing

@Suite("Passes of a company")
struct LeaverTests {
    static let now = CompanyScene.now

    @Test("Who left has no pass of the company any more, at once, and is told; passes of others stay")
    func release() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        var entries = try await scene.people(2, of: owner)
        let table = "姓名,身分證字號,手機,國籍\n王小1,\(CompanyScene.identity(1)),0912345678,Vietnam"
        _ = try await register.importRoster(
            Array(table.utf8), .person, takingGood: false, by: owner, now: Self.now)
        let order = BatchOrder(.person, .all, answers: CompanyScene.answers)
        try await scene.issued(order, by: owner)
        entries = try await register.roster(.person, by: owner, now: Self.now).entries
        let pass = try #require(entries[0].pass)
        // Something under way as well.
        var renewal = FieldValues()
        renewal["until"] = "2028-11-30"
        renewal["agree"] = "yes"
        _ = try await register.apply(
            BatchOrder(.person, .these([entries[0].id]), answers: renewal, renews: true), sends: true, by: owner,
            now: Self.now)
        await #expect(throws: RegisterError.self) {
            try await register.release(entries[0].id, by: clerk, now: Self.now)
        }
        #expect(try await register.pass(pass.id)?.state == .active)
        let outcome = try #require(try await register.release(entries[0].id, by: owner, now: Self.now))
        #expect(outcome.passes == [pass.number] && outcome.applications.count == 1)
        let ended = try #require(try await register.pass(pass.id))
        #expect(ended.state == .revoked && ended.reason == "left-employer")
        #expect(try await register.release(entries[0].id, by: owner, now: Self.now) == nil)
        let left = try await register.roster(.person, by: owner, now: Self.now).entries
        #expect(left.map(\.id) == [entries[1].id] && left[0].pass?.state == .active)
        var told: [Notice] = []
        while let claimed = try await register.claimNotice(.mobile, now: Self.now) {
            try await register.settle(claimed, .sent, now: Self.now)
            if let notice = claimed.notice { told.append(notice) }
        }
        let changed = told.filter { $0.kind == .passChanged }
        #expect(changed.map(\.facts) == [["pass": pass.number]] && changed[0].language == .vi)
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("A pass that somebody has by themselves is none of the company's business")
    func ownPass() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let pass = try #require(
            try await register.issue(
                Records.with(["idNumber": CompanyScene.identity(1)]), by: scene.scratch.by, now: Self.now
            ).pass)
        let entries = try await scene.people(1, of: owner)
        #expect(entries[0].pass == nil)
        let outcome = try #require(try await register.release(entries[0].id, by: owner, now: Self.now))
        #expect(outcome.passes.isEmpty)
        #expect(try await register.pass(pass.id)?.state == .active)
    }

    @Test("A company is told of passes that end, 60, 30, 14 and 7 days before, each time once, all in one message")
    func reminders() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(3, of: owner)
        try await scene.issued(BatchOrder(.person, .all, answers: CompanyScene.answers), by: owner)
        let end = try #require(try await register.companyPasses(by: owner, now: Self.now).first).expires
        func messages(at now: Int64) async throws -> [[String: String]] {
            _ = try await register.remindCompanies(now: now)
            _ = try await register.remindCompanies(now: now + 3_600)
            var told: [[String: String]] = []
            // Passes end at midnight: what is told then goes in the morning.
            let morning = now + 8 * 3_600
            while let claimed = try await register.claimNotice(.email, now: morning) {
                try await register.settle(claimed, .sent, now: morning)
                if let notice = claimed.notice, notice.kind == .companyExpiring { told.append(notice.facts) }
            }
            return told
        }
        let expected = [
            ["company": "基隆港埠裝卸股份有限公司", "count": "3", "until": "2027-12-01"]
        ]
        #expect(try await messages(at: end - 61 * 86_400) == [])
        #expect(try await messages(at: end - 60 * 86_400) == expected)
        #expect(try await messages(at: end - 59 * 86_400) == [])
        // The thirtieth day and the fourteenth in one, when nobody looked between.
        #expect(try await messages(at: end - 13 * 86_400) == expected)
        #expect(try await messages(at: end - 12 * 86_400) == [])
        #expect(try await messages(at: end - 7 * 86_400) == expected)
        #expect(try await messages(at: end - 86_400) == [])
        #expect(try await messages(at: end) == [])
    }
}
