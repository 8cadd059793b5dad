import Foundation
import PassFormat
import Register
import SQLStore
import Testing

@Suite("Applications for many at once")
struct BatchTests {
    static let now = CompanyScene.now

    private func order(_ kind: RosterKind = .person, renews: Bool = false, _ changes: [String: String] = [:])
        -> BatchOrder
    {
        var answers = CompanyScene.answers
        for (name, value) in changes { answers[name] = value }
        return BatchOrder(kind, .all, answers: answers, renews: renews)
    }

    @Test("What holds for all is said once; what is wrong with one is said of that one, and the others go")
    func faults() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        var entries = try await scene.people(4, of: owner)
        _ = try await register.importRoster(
            CompanyScene.table(1, from: 9), .person, takingGood: false, by: owner, now: Self.now)
        let common = try await register.apply(
            order(["until": "2036-01-01", "role": "pirate"]), sends: true, by: owner, now: Self.now)
        guard case .refused(let faults) = common else {
            Issue.record("\(common)")
            return
        }
        #expect(Set(faults.map(\.field)) == ["until", "role"])
        let looked = try await register.apply(order(), sends: false, by: owner, now: Self.now)
        #expect(looked.lines.prefix(4).allSatisfy { $0.result == .ready })
        #expect(looked.lines[4].result == .refused([Fault("photo", "required")]))
        #expect(try await register.companyApplications(by: owner).isEmpty, "looking sends nothing")
        let sent = try await register.apply(order(), sends: true, by: owner, now: Self.now)
        #expect(sent.lines.count { if case .sent = $0.result { true } else { false } } == 4)
        let applications = try await register.companyApplications(by: owner)
        #expect(applications.count == 4 && applications.allSatisfy { $0.state == .submitted })
        guard case .looked(let batch?, _) = sent else {
            Issue.record("no batch")
            return
        }
        #expect(try await register.companyApplications(batch: batch, by: owner).count == 4)
        // Sent again, by a second click: nothing twice.
        let again = try await register.apply(order(), sends: true, by: owner, now: Self.now)
        for line in again.lines.prefix(4) {
            guard case .refused(let faults) = line.result else {
                Issue.record("\(line)")
                continue
            }
            #expect(faults.map(\.rule) == ["applied-already"])
        }
        #expect(try await register.companyApplications(by: owner).count == 4)
        entries = try await register.roster(.person, by: owner, now: Self.now).entries
        #expect(entries.prefix(4).allSatisfy { $0.application != nil })
        #expect(try await register.verifyAudit().problems == [])
    }

    private func order(_ changes: [String: String]) -> BatchOrder { order(.person, changes) }

    @Test("Only who was chosen, and nobody of another company")
    func chosen() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let other = try await scene.found("other", number: "10458575")
        let entries = try await scene.people(3, of: owner)
        let picked = BatchOrder(.person, .these([entries[1].id]), answers: CompanyScene.answers)
        let theirs = try await register.apply(picked, sends: true, by: other, now: Self.now)
        #expect(theirs == .refused([Fault("entries", "required")]))
        #expect(try await register.apply(picked, sends: true, by: owner, now: Self.now).lines.map(\.title) == ["王小2"])
        let clerk = try await scene.join("viewer", as: .viewer, by: owner)
        await #expect(throws: RegisterError.self) {
            try await register.apply(order(), sends: true, by: clerk, now: Self.now)
        }
    }

    @Test("A company is not told what passes somebody has that it did not apply for")
    func othersPasses() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let other = try await scene.found("other", number: "10458575")
        _ = try await scene.people(1, of: owner)
        try await scene.issued(order(), by: owner)
        // The same person, with a mobile that the other company makes up.
        _ = try await scene.people(1, of: other)
        let line = try #require(try await register.apply(order(), sends: true, by: other, now: Self.now).lines.first)
        guard case .sent(let text) = line.result, let number = ApplicationNumber(typed: text) else {
            Issue.record("\(line)")
            return
        }
        let application = try #require(try await register.application(number: number))
        #expect(try await register.obstacles(to: application.id, now: Self.now).map(\.rule) == ["one-periodic-pass"])
    }

    @Test("Many are renewed at once: under their numbers, from where the old ones end, as they were")
    func renewal() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(3, of: owner)
        try await scene.issued(order(), by: owner)
        let before = try await register.companyPasses(by: owner, now: Self.now)
        #expect(before.count == 3 && before.allSatisfy { $0.state == .active })
        let year = Self.now + 350 * 86_400
        #expect(try await register.roster(.person, expiringWithin: 60 * 86_400, by: owner, now: Self.now).total == 0)
        #expect(try await register.roster(.person, expiringWithin: 60 * 86_400, by: owner, now: year).total == 3)
        var answers = FieldValues()
        answers["until"] = "2028-11-30"
        answers["agree"] = "yes"
        let renewal = BatchOrder(.person, .all, answers: answers, renews: true)
        let sent = try await register.apply(renewal, sends: true, by: owner, now: year)
        #expect(sent.lines.count == 3)
        for line in sent.lines {
            guard case .sent(let text) = line.result, let number = ApplicationNumber(typed: text),
                let application = try await register.application(number: number)
            else {
                Issue.record("\(line)")
                return
            }
            try await register.sendToPolice(application.id, by: scene.scratch.by, now: year)
            try await register.setVerdict(.clear, reference: "P", of: application.id, by: scene.scratch.by, now: year)
            _ = try await register.issuePaid(application.id, by: scene.scratch.by, now: year)
        }
        let after = try await register.companyPasses(by: owner, now: year)
        #expect(Set(after.map(\.number)) == Set(before.map(\.number)))
        #expect(after.count { $0.state == .waiting } == 3 && after.count { $0.state == .active } == 3)
        #expect(try await register.remindCompanies(now: year) == 0, "nothing ends that goes on")
        _ = try await register.activateDue(by: scene.scratch.by, now: Self.now + 366 * 86_400)
        #expect(
            try await register.companyPasses(by: owner, now: Self.now + 366 * 86_400).allSatisfy {
                $0.state == .active && $0.expires > year + 300 * 86_400
            })
        // Who has none can't renew it.
        _ = try await register.importRoster(
            CompanyScene.table(1, from: 50), .person, takingGood: false, by: owner, now: year)
        let none = try await register.apply(renewal, sends: false, by: owner, now: year).lines.last
        #expect(none?.result == .refused([Fault("renews", "not-found")]))
    }

    @Test("Vehicles, with what the roster says of them; one of somebody else's is 靠行")
    func vehicles() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let table = "車牌,車種,統一編號,公司名稱\nABC-1234,大貨車,,\nKLB-7788,曳引車,10458575,別家運輸\nX-1,,,"
        _ = try await register.importRoster(
            Array(table.utf8), .vehicle, takingGood: false, by: owner, now: Self.now)
        let outcome = try await register.apply(
            order(.vehicle, ["ownership": "company", "dangerousGoods": "no"]), sends: true, by: owner, now: Self.now)
        #expect(outcome.lines.count == 3)
        guard case .sent = outcome.lines[0].result, case .sent(let text) = outcome.lines[1].result,
            case .refused(let faults) = outcome.lines[2].result, let number = ApplicationNumber(typed: text),
            let application = try await register.application(number: number),
            let opened = try await register.opened(application.id)
        else {
            Issue.record("\(outcome)")
            return
        }
        #expect(faults == [Fault("vehicleClass", "required")])
        #expect(opened.values["ownership"] == "affiliated" && opened.values["companyNumber"] == "10458575")
        #expect(opened.values["organisation"] == "別家運輸")
    }

    @Test("Three hundred are sent within two seconds, in transactions of a hundred")
    func speed() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(300, of: owner)
        let clock = ContinuousClock()
        let taken = try await clock.measure {
            let outcome = try await register.apply(order(), sends: true, by: owner, now: Self.now)
            #expect(outcome.lines.count { if case .sent = $0.result { true } else { false } } == 300)
        }
        print("300 applications sent in \(taken)")
        #expect(taken < .seconds(4), "\(taken)")
        #expect(try await register.companyOverview(by: owner, now: Self.now).applications[.submitted] == 300)
    }
}
