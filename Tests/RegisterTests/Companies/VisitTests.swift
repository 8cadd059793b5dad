import Foundation
import PassFormat
import Register
import Tables
import Testing
import TrustFiles

@Suite("Visits that a company answers for")
struct VisitTests {
    static let now = CompanyScene.now

    private static let crew = """
        Name,Nationality,Passport no,Rank
        NGUYEN VAN AN,VNM,B1234567,AB
        SANTOS JOSE,PHL,P1234567A,Cook
        """

    private func answers(_ list: CrewList) -> FieldValues {
        var values = list.people
        for (name, value) in [
            "purpose": "crew", "shipName": "EVER GIVEN", "vesselCall": "KEL115001234", "from": "2026-12-02",
            "until": "2026-12-04", "agree": "yes",
        ] { values[name] = value }
        values[all: "zones"] = ["TWKEL/A"]
        return values
    }

    private func sent(_ scene: CompanyScene, _ actor: AccountID, _ values: FieldValues) async throws -> ApplicationID {
        let outcome = try await scene.register.applyForVisit(values, by: actor, now: Self.now)
        guard case .sent(let text) = outcome, let number = ApplicationNumber(typed: text),
            let application = try await scene.register.application(number: number)
        else { throw CompanyScene.Unexpected("\(outcome)") }
        return application.id
    }

    @Test("A crew list becomes one application, with the company as its sponsor")
    func crewList() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let list = try CrewList(Array(Self.crew.utf8), now: Self.now, utcOffset: scene.register.utcOffset)
        #expect(list.count == 2 && list.report.isEmpty && list.rows == [2, 3])
        let id = try await sent(scene, owner, answers(list))
        let opened = try #require(try await scene.register.opened(id))
        #expect(opened.values["organisation"] == "基隆港埠裝卸股份有限公司" && opened.values["sponsorContact"] == "陳窗口")
        let email = try CompanyScene.email("owner")
        #expect(opened.values["people.1.idKind"] == "passport" && opened.contact == email)
        _ = try await scene.register.issuePaid(id, by: scene.scratch.by, now: Self.now)
        #expect(try await scene.register.history(of: id).passes.count == 2)
        let wrong = try CrewList(
            Array("Name,Passport no\nA B,??\n,P1234567\nC D,P1234567".utf8), now: Self.now,
            utcOffset: scene.register.utcOffset)
        #expect(wrong.count == 1 && wrong.report.problems.map(\.row) == [2, 3])
    }

    @Test("A late ship moves the days: the same numbers, other days, and never both valid")
    func moved() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let list = try CrewList(Array(Self.crew.utf8), now: Self.now, utcOffset: register.utcOffset)
        let id = try await sent(scene, owner, answers(list))
        await #expect(throws: RegisterError.self) {
            try await register.moveVisit(id, from: "", until: "2026-12-06", by: owner, now: Self.now)
        }
        _ = try await register.issuePaid(id, by: scene.scratch.by, now: Self.now)
        let before = try await register.history(of: id).passes
        func faults(_ from: String, _ until: String, now: Int64 = Self.now) async throws -> [String] {
            guard
                case .refused(let faults) = try await register.moveVisit(
                    id, from: from, until: until, by: owner, now: now)
            else { return [] }
            return faults.map { "\($0.field) \($0.rule)" }
        }
        #expect(try await faults("", "2026-12-20") == ["until too-late"])
        #expect(try await faults("2026-11-30", "2026-12-03") == ["from past"])
        #expect(try await faults("", "2026-11-29") == ["until past"])
        #expect(try await faults("2026-12-09", "2026-12-08") == ["until after-from"])
        // Two days later, on the second of the visit, only its last day moves.
        let later = Self.now + 2 * 86_400
        #expect(try await faults("2026-12-05", "2026-12-08", now: later) == ["from begun"])
        guard
            case .moved(let numbers) = try await register.moveVisit(
                id, from: "", until: "2026-12-08", by: owner, now: later)
        else {
            Issue.record("not moved")
            return
        }
        #expect(numbers == before.map(\.number))
        for number in numbers {
            let passes = try await register.passes(number: number)
            #expect(passes.map(\.state) == [.superseded, .active])
            #expect(passes[1].notBefore == passes[0].notBefore)
            #expect(passes[1].expires == passes[0].expires + 4 * 86_400)
        }
        #expect(try await register.opened(id)?.values["until"] == "2026-12-08")
        // Again, as after a power cut: nothing twice.
        guard
            case .moved(numbers) = try await register.moveVisit(
                id, from: "", until: "2026-12-08", by: owner, now: later)
        else {
            Issue.record("not moved")
            return
        }
        #expect(try await register.passes(number: numbers[0]).count == 2)
        // Of nobody else's, and not by a viewer.
        let other = try await scene.found("other", number: "10458575")
        let viewer = try await scene.join("viewer", as: .viewer, by: owner)
        for stranger in [other, viewer] {
            await #expect(throws: RegisterError.self) {
                try await register.moveVisit(id, from: "", until: "2026-12-05", by: stranger, now: later)
            }
        }
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("A visit that moves into another month counts there")
    func quota() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let list = try CrewList(Array(Self.crew.utf8), now: Self.now, utcOffset: register.utcOffset)
        for _ in 0..<3 {
            var january = answers(list)
            january["from"] = "2027-01-04"
            january["until"] = "2027-01-05"
            _ = try await register.issuePaid(try await sent(scene, owner, january), by: scene.scratch.by, now: Self.now)
        }
        let id = try await sent(scene, owner, answers(list))
        _ = try await register.issuePaid(id, by: scene.scratch.by, now: Self.now)
        guard
            case .refused(let faults) = try await register.moveVisit(
                id, from: "2027-01-02", until: "2027-01-03", by: owner, now: Self.now)
        else {
            Issue.record("moved")
            return
        }
        #expect(Set(faults.map(\.rule)) == ["quota"])
    }

    @Test("One company does not take the room that a port has for all")
    func room() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let other = try await scene.found("other", number: "10458575")
        func list(_ count: Int) throws -> [ExpectedVisitor] {
            try (0..<count).map { number in
                try #require(
                    ExpectedVisitor(
                        hint: WireText("\(100_000 + number)"), from: Self.now - 3_600, until: Self.now + 86_400,
                        sponsor: "基隆港埠", name: "VISITOR"))
            }
        }
        for _ in 0..<5 {
            #expect(try await register.expect(list(500), port: "TWKEL", by: owner, now: Self.now) == 500)
        }
        await #expect(throws: RegisterError.self) {
            try await register.expect(list(1), port: "TWKEL", by: owner, now: Self.now)
        }
        #expect(try await register.expect(list(1), port: "TWTPE", by: owner, now: Self.now) == 1)
        #expect(try await register.expect(list(500), port: "TWKEL", by: other, now: Self.now) == 500)
        let last = try #require(try await register.expectedVisitors(by: owner).first).visitor.id
        #expect(try await register.stopExpecting([last], by: owner, now: Self.now) == 1)
        #expect(try await register.expect(list(1), port: "TWKEL", by: owner, now: Self.now) == 1)
    }

    @Test("Visitors are told to the gates, all of a list or none; a company sees and takes back its own")
    func expected() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let other = try await scene.found("other", number: "10458575")
        func visitor(_ hint: String, until: Int64 = Self.now + 86_400) throws -> ExpectedVisitor {
            try #require(
                ExpectedVisitor(
                    hint: WireText(hint), from: Self.now - 3_600, until: until, sponsor: "基隆港埠", name: "VISITOR"))
        }
        let two = [try visitor("456789"), try visitor("A12345")]
        #expect(try await register.expect(two, port: "TWKEL", by: owner, now: Self.now) == 2)
        #expect(try await register.expect([try visitor("ZZZZZZ")], port: "TWKEL", by: other, now: Self.now) == 1)
        await #expect(throws: RegisterError.self) {
            try await register.expect(
                [try visitor("BBBBBB"), try visitor("CCCCCC", until: Self.now)], port: "TWKEL", by: owner, now: Self.now
            )
        }
        let mine = try await register.expectedVisitors(by: owner)
        #expect(mine.map(\.visitor.visitor.hint.string) == ["456789", "A12345"] && mine[0].port == "TWKEL")
        #expect(try await register.expectedVisitors(port: "TWKEL").count == 3)
        let ids = mine.map(\.visitor.id)
        #expect(try await register.stopExpecting(ids, by: other, now: Self.now) == 0)
        #expect(try await register.stopExpecting([ids[0]], by: owner, now: Self.now) == 1)
        #expect(try await register.expectedVisitors(by: owner).count == 1)
        let viewer = try await scene.join("viewer", as: .viewer, by: owner)
        await #expect(throws: RegisterError.self) {
            try await register.stopExpecting(ids, by: viewer, now: Self.now)
        }
    }
}
