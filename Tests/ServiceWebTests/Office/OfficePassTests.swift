import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Passes and lists in the back office")
struct OfficePassTests {
    private static let record = Array(
        """
        {"name":"王小明","idNumber":"A123456789","organisation":"基隆港埠裝卸股份有限公司","kind":"person","term":"periodic",
        "access":{"TWKEL":["A"]},"notBefore":"2026-12-01T00:00:00+08:00","notAfter":"2027-12-01T00:00:00+08:00"}
        """.utf8)

    private struct Answer {
        let status: HTTPResponse.Status
        let text: String
        let location: String
    }

    private struct Desk {
        let scene: OfficeScene
        let token: SessionToken
        let client: any TestClientProtocol

        func get(_ path: String) async throws -> Answer {
            let answer = try await client.executeRequest(
                uri: "/staff/\(path)", method: .get, headers: OfficeScene.headers(token), body: nil)
            return Answer(status: answer.status, text: String(buffer: answer.body), location: "")
        }

        func post(_ path: String, _ fields: [(String, String)]) async throws -> Answer {
            let body = (fields + [("csrf", try scene.formToken(token))]).map { name, value in
                "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
            }.joined(separator: "&")
            let answer = try await client.executeRequest(
                uri: "/staff/\(path)", method: .post, headers: OfficeScene.headers(token, isForm: true),
                body: ByteBuffer(string: body))
            return Answer(
                status: answer.status, text: String(buffer: answer.body), location: answer.headers[.location] ?? "")
        }
    }

    private static func form(_ more: [(String, String)]) -> [(String, String)] {
        let base = [
            ("reason", "data-changed"), ("name", "王小明"), ("organisation", "基隆港埠裝卸股份有限公司"), ("plates", ""),
            ("when", "now"), ("day", ""),
        ]
        return base.filter { one in !more.contains { $0.0 == one.0 } } + more
    }

    @Test("Issued anew, extended, another port: each by its form, with what is wrong beside what was typed")
    func reissue() async throws {
        let scene = try await OfficeScene()
        let outcome = try await scene.register.issue(Self.record, by: scene.web.scene.by, now: OfficeScene.now)
        guard case .issued(let pass) = outcome else { throw OfficeScene.Failed() }
        let token = try await scene.signedIn("clerk", [.clerk])
        try await scene.web.application.test(.router) { client in
            let desk = Desk(scene: scene, token: token, client: client)
            let shown = try await desk.get("passes/\(pass.id.hex)")
            #expect(shown.text.contains("/staff/passes/\(pass.id.hex)/reissue"))
            let page = try await desk.get("passes/\(pass.id.hex)/reissue")
            #expect(page.status == .ok && page.text.contains("value=\"王小明\"") && Markup(page.text).problems.isEmpty)
            let same = try await desk.post("passes/\(pass.id.hex)/reissue", Self.form([]))
            #expect(same.status == .unprocessableContent && same.text.contains("Nothing was changed"))
            let dayless = try await desk.post(
                "passes/\(pass.id.hex)/reissue", Self.form([("name", "王大明"), ("when", "day"), ("day", "2026-11-30")]))
            #expect(dayless.status == .unprocessableContent && dayless.text.contains("value=\"王大明\""))
            let wrong = try await desk.post(
                "passes/\(pass.id.hex)/reissue", Self.form([("reason", "key-compromise")]))
            #expect(wrong.status == .badRequest)
            #expect(try await scene.register.passes(number: pass.number).count == 1)

            let waits = try await desk.post(
                "passes/\(pass.id.hex)/reissue", Self.form([("name", "王大明"), ("when", "collect")]))
            #expect(waits.status == .seeOther)
            let new = try #require(try await scene.register.passes(number: pass.number).last)
            #expect(waits.location == "/staff/passes/\(new.id.hex)?done=reissued" && new.state == .waiting)
            let impossible = try await desk.get("passes/\(pass.id.hex)/reissue")
            #expect(impossible.text.contains("cannot be issued anew now") && !impossible.text.contains("<select"))
            let activated = try await desk.post("passes/\(new.id.hex)/activate", [])
            #expect(activated.status == .seeOther)
            #expect(try await scene.register.pass(pass.id)?.state == .superseded)

            let late = try await desk.post(
                "passes/\(new.id.hex)/extend", [("until", "2029-01-01"), ("when", "now"), ("day", "")])
            #expect(late.status == .unprocessableContent && late.text.contains("a renewal is applied for"))
            let empty = try await desk.post("passes/\(new.id.hex)/extend", [("until", "soon"), ("when", "now")])
            #expect(empty.status == .unprocessableContent)
            let longer = try await desk.post(
                "passes/\(new.id.hex)/extend", [("until", "民國116年12月20日"), ("when", "now"), ("day", "")])
            #expect(longer.status == .seeOther)
            let third = try #require(try await scene.register.passes(number: pass.number).last)
            let none = try await desk.post("passes/\(third.id.hex)/add-port", [("when", "now"), ("day", "")])
            #expect(none.status == .unprocessableContent && none.text.contains("Choose a port or zone"))
            let port = try #require(scene.register.ports.first { $0.id == "TWTPE" })
            let zone = try #require(port.zones.first)
            let added = try await desk.post(
                "passes/\(third.id.hex)/add-port", [("access", "TWTPE/\(zone.name)"), ("when", "now"), ("day", "")])
            #expect(added.status == .seeOther)
        }
        let passes = try await scene.register.passes(number: pass.number)
        #expect(passes.map(\.state) == [.superseded, .superseded, .superseded, .active])
        #expect(passes.compactMap(\.reason) == ["data-changed", "extended", "port-added", "port-added"])
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    @Test("A company's list: what is ticked is approved and undone as one; what changed meanwhile is told")
    func list() async throws {
        let scene = try await OfficeScene()
        let register = scene.register
        let companies = CompanyWebScene(web: scene.web)
        let owner = try await companies.found()
        _ = try await register.importRoster(
            Array(CompanyWebScene.table.utf8), .person, takingGood: true, by: owner, now: OfficeScene.now)
        for entry in try await register.roster(.person, by: owner, now: OfficeScene.now).entries {
            _ = try await register.setRosterPhoto(
                [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 500), of: entry.id, by: owner,
                now: OfficeScene.now)
        }
        var answers = FieldValues()
        for (name, answer) in [
            "term": "periodic", "role": "worker", "from": "2026-12-01", "until": "2027-11-30", "agree": "yes",
        ] { answers[name] = answer }
        answers[all: "zones"] = ["TWKEL/A"]
        _ = try await register.apply(
            BatchOrder(.person, .all, answers: answers), sends: true, by: owner, now: OfficeScene.now)
        let sent = try await register.companyApplications(by: owner)
        try #require(sent.count == 2)
        let token = try await scene.signedIn("clerk", [.clerk])
        let auditor = try await scene.signedIn("auditor", [.auditor])
        let company = try #require(try await register.companyQueues().first?.company.id)
        try await scene.web.application.test(.router) { client in
            let desk = Desk(scene: scene, token: token, client: client)
            let lists = try await desk.get("lists")
            #expect(lists.text.contains("/staff/lists/\(company.hex)") && Markup(lists.text).problems.isEmpty)
            func ticks() async throws -> [(String, String)] {
                let page = try await desk.get("lists/\(company.hex)")
                #expect(Markup(page.text).problems.isEmpty)
                return page.text.matches(of: /name="application" value="([^"]+)"/).map { ("application", String($0.1)) }
            }
            let asked = try await desk.post("lists/\(company.hex)/police", try await ticks())
            // Each that was shown is on record, once.
            let looks = try await register.auditPage(before: nil, limit: 99, filter: .event("data-viewed")).entries
            #expect(looks.count == 2)
            #expect(asked.status == .seeOther)
            #expect(try await ticks().isEmpty)
            for one in sent {
                try await register.setVerdict(
                    .clear, reference: "P-1", of: one.id, by: scene.web.scene.by, now: OfficeScene.now)
            }
            let shown = try await ticks()
            #expect(shown.count == 2)
            let none = try await desk.post("lists/\(company.hex)/approve", [])
            #expect(none.status == .conflict && none.text.contains("Tick at least one"))
            #expect(try await desk.post("lists/\(company.hex)/approve", [("application", "x")]).status == .badRequest)
            try await register.fault(
                [Fault("photo", "unreadable")], of: sent[0].id, by: scene.web.scene.by, now: OfficeScene.now)
            let half = try await desk.post("lists/\(company.hex)/approve", shown)
            #expect(half.status == .conflict && half.text.contains("\(sent[0].number) was left as it is"))
            #expect(half.text.contains("/staff/lists/\(company.hex)/undo"))
            let until = try #require(half.text.firstMatch(of: /name="until" value="([0-9]+)"/)?.1)
            let undone = try await desk.post("lists/\(company.hex)/undo", [("until", String(until))])
            #expect(undone.location.hasSuffix("done=undone"))
            let again = try await desk.post("lists/\(company.hex)/approve", try await ticks())
            #expect(again.status == .seeOther && again.location.contains("done=approved&until="))
            // Who only reads sees no ticks.
            let reading = Desk(scene: scene, token: auditor, client: client)
            let page = try await reading.get("lists/\(company.hex)")
            #expect(page.status == .ok && !page.text.contains("name=\"application\""))
        }
        _ = try await register.carryOutApprovals(now: OfficeScene.now + 10)
        #expect(try await register.application(sent[1].id)?.state == .awaitingPayment)
        #expect(try await register.application(sent[0].id)?.state == .correction)
    }

    @Test("How long what is kept, and when it was deleted last, is there for who accounts for it, and for nobody else")
    func retention() async throws {
        let scene = try await OfficeScene()
        let auditor = try await scene.signedIn("auditor", [.auditor])
        let clerk = try await scene.signedIn("clerk", [.clerk])
        let administrator = try await scene.signedIn("admin", [.administrator])
        try await scene.web.application.test(.router) { client in
            let before = try await Desk(scene: scene, token: auditor, client: client).get("retention")
            #expect(before.status == .ok && before.text.contains("It has not run yet"))
            #expect(before.text.contains("730 d") && Markup(before.text).problems.isEmpty)
            let report = try await scene.register.runRetention(by: scene.web.scene.by, now: OfficeScene.now - 7_200)
            #expect(report.total == 0)
            let after = try await Desk(scene: scene, token: administrator, client: client).get("retention")
            #expect(after.text.contains("2 h ago") && !after.text.contains("more than two days ago"))
            #expect(try await Desk(scene: scene, token: clerk, client: client).get("retention").status == .forbidden)
        }
    }

    @Test("The menu: few pages side by side, many in groups, and in each the page that one is on")
    func menu() async throws {
        let scene = try await OfficeScene()
        let supervisor = try await scene.signedIn("anna", [.supervisor])
        let finance = try await scene.signedIn("fay", [.finance])
        try await scene.web.application.test(.router) { client in
            let page = try await Desk(scene: scene, token: supervisor, client: client).get("suspensions")
            let menu = try #require(page.text.firstMatch(of: /(?s)<nav.*?<\/nav>/)?.0)
            #expect(menu.matches(of: /<details name="menu">/).count == 5)
            #expect(menu.matches(of: /aria-current="page"/).count == 1)
            #expect(
                menu.contains("<summary class=\"here\">Passes and violations <span>Whole companies</span></summary>"))
            let few = try await Desk(scene: scene, token: finance, client: client).get("changes")
            let flat = try #require(few.text.firstMatch(of: /(?s)<nav.*?<\/nav>/)?.0)
            #expect(!flat.contains("<details") && flat.contains("href=\"/staff/changes\" aria-current=\"page\""))
        }
    }
}
