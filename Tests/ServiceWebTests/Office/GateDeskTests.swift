import Foundation
import GateMessages
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("The gates' pages in the back office")
struct GateDeskTests {
    private static let now = OfficeScene.now
    private static let day = "2026-12-01"

    private static func get(
        _ path: String, _ token: SessionToken, _ client: any TestClientProtocol
    ) async throws -> (status: HTTPResponse.Status, body: String) {
        let answer = try await client.executeRequest(
            uri: "/staff/\(path)", method: .get, headers: OfficeScene.headers(token), body: nil)
        return (answer.status, String(buffer: answer.body))
    }

    private static func post(
        _ path: String, _ fields: String, _ token: SessionToken, _ csrf: String, _ client: any TestClientProtocol
    ) async throws -> TestResponse {
        try await client.executeRequest(
            uri: "/staff/\(path)", method: .post, headers: OfficeScene.headers(token, isForm: true),
            body: ByteBuffer(string: "csrf=\(csrf)\(fields.isEmpty ? "" : "&\(fields)")"))
    }

    @Test("What a gate wrote is text: in tables, in drawings, and in what a spreadsheet opens")
    func hostile() async throws {
        let scene = try await OfficeScene()
        var kiosk = try await scene.web.kiosk("KEL-E1")
        try kiosk.open(at: Self.now)
        for reason in ["<b>x</b>", "=1+1", "\"]]>"] as [WireText] {
            var event = Kiosk.event(Kiosk.pass("<i>KEL\"&"), .in, .deny)
            event.reasons = [reason]
            event.guardName = "<script>g</script>"
            try kiosk.write(.scan(event), at: Self.now + 1)
        }
        try kiosk.write(.alarm(AlarmEvent(code: "<u>a</u>")), at: Self.now + 2)
        _ = try await scene.register.accept(kiosk.everything, now: Self.now)
        let epoch = kiosk.epoch.hex
        let token = try await scene.signedIn("sees", [.gateManager])
        try await scene.web.application.test(.router) { client in
            var pages: [String] = []
            for path in [
                "entries?port=TWKEL&from=\(Self.day)&to=\(Self.day)", "gates/KEL-E1/records",
                "gates/KEL-E1/records/\(epoch)/2", "gates/KEL-E1/records/\(epoch)/5", "alarms", "alarms/1",
                "gates/KEL-E1",
                "scans?number=%3Ci%3EKEL%22%26",
            ] {
                let (status, body) = try await Self.get(path, token, client)
                #expect(status == .ok, "\(path)")
                #expect(
                    ["<b>", "<i>", "<u>", "<script>g", "]]>"].allSatisfy { !body.contains($0) }, "\(path)")
                pages.append(body)
            }
            #expect(pages[0].contains("&lt;b&gt;x") && pages[0].contains("<svg class=\"chart\""))
            #expect(pages[2].contains("&lt;script&gt;g"))
            let (status, table) = try await Self.get(
                "entries/table?port=TWKEL&from=\(Self.day)&to=\(Self.day)", token, client)
            #expect(status == .ok && table.contains("1+1") && !table.contains(",=1+1"))
        }
    }

    @Test("That somebody is on the police list is told only to who keeps it, in no page, table or proof")
    func discreet() async throws {
        let scene = try await OfficeScene()
        var kiosk = try await scene.web.kiosk("KEL-E1")
        try kiosk.open(at: Self.now)
        var event = Kiosk.event(Kiosk.pass("KEL-P-26-000001"), .in, .check)
        event.reasons = ["hotlist"]
        try kiosk.write(.scan(event), at: Self.now + 1)
        _ = try await scene.register.accept(kiosk.everything, now: Self.now)
        let record = "gates/KEL-E1/records/\(kiosk.epoch.hex)/2"
        let supervisor = try await scene.signedIn("sees-not", [.supervisor])
        let manager = try await scene.signedIn("sees", [.gateManager])
        try await scene.web.application.test(.router) { client in
            for path in [
                record, "gates/KEL-E1/records", "scans?number=KEL-P-26-000001",
                "entries?port=TWKEL&from=\(Self.day)&to=\(Self.day)",
                "entries/table?port=TWKEL&from=\(Self.day)&to=\(Self.day)",
            ] {
                let (status, body) = try await Self.get(path, supervisor, client)
                #expect(status == .ok && !body.contains("hotlist") && !body.contains("On the police list"), "\(path)")
                #expect(body.contains("Check the document"), "\(path)")
                #expect(try await Self.get(path, manager, client).body.contains("On the police list"), "\(path)")
            }
            #expect(try await Self.get(record + "/proof", supervisor, client).status == .notFound)
            #expect(try await Self.get(record + "/proof", manager, client).status == .ok)
        }
    }

    @Test("A level and the police list move after a second factor of the last minutes, and not before")
    func grave() async throws {
        let scene = try await OfficeScene()
        let (token, secret) = try await scene.signedIn("mei", [.gateManager], at: Self.now - 400)
        let csrf = try scene.formToken(token)
        let (police, _) = try await scene.signedIn("lin", [.policeLiaison], at: Self.now)
        let policeCSRF = try scene.formToken(police)
        @Sendable func level() async throws -> Int? {
            try await scene.register.portLevels().first { $0.port.id == "TWKEL" }?.level.rawValue
        }
        try await scene.web.application.test(.router) { client in
            let fields = "level=2&reason=threat&note=watch"
            let asked = try await Self.post("level/TWKEL", fields, token, csrf, client)
            #expect(String(buffer: asked.body).contains("name=\"proof\""))
            #expect(try await level() == 1)
            let code = TimeCode.code(secret: secret, step: Self.now / 30)
            let done = try await Self.post("level/TWKEL", fields + "&proof=\(code)", token, csrf, client)
            #expect(done.status == .seeOther && done.headers[.location] == "/staff/level/TWKEL?done=level")
            #expect(try await level() == 2)
            for wrong in ["level=4&reason=threat&note=", "level=3&reason=restored&note=", "level=3&reason=&note="] {
                #expect(
                    try await Self.post("level/TWKEL", wrong, token, csrf, client).status == .unprocessableContent)
            }
            #expect(try await level() == 2)
            for wrong in [
                "number=&plate=&reason=r&reference=f&until=",
                "number=KEL-P-26-000001&plate=AB1&reason=r&reference=f&until=",
                "number=KEL-P-26-000001&plate=&reason=&reference=f&until=",
                "number=KEL-P-26-000001&plate=&reason=r&reference=&until=",
                "number=KEL-P-26-000001&plate=&reason=r&reference=f&until=2020-01-01",
                "number=KEL-P-26-000001&plate=&reason=r&reference=f&until=soon",
            ] {
                let answer = try await Self.post("hotlist/TWKEL/add", wrong, police, policeCSRF, client)
                #expect(answer.status == .unprocessableContent, "\(wrong)")
            }
            #expect(try await scene.register.hotList(port: "TWKEL") == [])
            let added = try await Self.post(
                "hotlist/TWKEL/add", "number=&plate=abc-1234&reason=stolen&reference=f1&until=2026-12-31", police,
                policeCSRF, client)
            #expect(added.status == .seeOther)
            let entry = try #require(try await scene.register.listedOnHotList(port: "TWKEL").first)
            // Through the whole of that day, by the port's clock.
            #expect(entry.entry.until == 1_798_732_800 && entry.entry.target == .plate("ABC1234"))
            let shown = try await Self.get("hotlist/TWKEL", police, client).body
            #expect(shown.contains("2026-12-31") && shown.contains("ABC1234"))
            let removed = try await Self.post(
                "hotlist/TWKEL/remove", "entry=\(Hex.encode(entry.subject))&reference=f2", police, policeCSRF, client)
            #expect(removed.headers[.location] == "/staff/hotlist/TWKEL?done=removed")
            #expect(try await scene.register.hotList(port: "TWKEL") == [])
        }
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    @Test("An enrolment code is shown once, to who made it, and stands on no other page")
    func enrolment() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("mei", [.gateManager])
        let csrf = try scene.formToken(token)
        try await scene.web.application.test(.router) { client in
            for url in ["ftp%3A%2F%2Fx", "https%3A%2F%2Fx%23y", ""] {
                #expect(
                    try await Self.post("gates/KEL-E1/enrol", "url=\(url)", token, csrf, client).status
                        == .unprocessableContent)
            }
            let made = String(
                buffer: try await Self.post(
                    "gates/KEL-E1/enrol", "url=https%3A%2F%2Fpass.example", token, csrf, client
                ).body)
            let code = try #require(made.firstMatch(of: /#KEL-E1\.((?:[0-9A-Z]{5}-){3}[0-9A-Z]{5})/)?.1)
            #expect(made.contains("data:image/svg+xml;base64,"))
            for path in ["gates/KEL-E1", "gates", "audit"] {
                #expect(try await !Self.get(path, token, client).body.contains(code), "\(path)")
            }
            // It is the code that a kiosk uses.
            let kiosk = try Kiosk("KEL-E1", startingAt: Self.now)
            let proof = try #require(EnrolmentCode(String(code)))
            let message = try kiosk.enrolment(proof, root: scene.web.scene.rootDigest, at: Self.now)
            #expect(try await scene.register.enrol(message, now: Self.now).isNew)
            #expect(try await Self.post("gates/KEL-E1/retire", "", token, csrf, client).status == .seeOther)
            #expect(try await scene.register.gate("KEL-E1", now: Self.now)?.summary.state == .revoked)
        }
    }
}
