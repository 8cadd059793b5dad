import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("What people may ask of who keeps their data")
struct PersonPageTests {
    private static let identity = "A123456789"

    private func issued(_ scene: OfficeScene) async throws -> IssuedPass {
        let record: JSONObject = [
            "name": .text("王小明"), "idNumber": .text(Self.identity), "organisation": .text("基隆港埠裝卸股份有限公司"),
            "kind": .text("person"), "term": .text("periodic"), "access": .object(["TWKEL": .array([.text("A")])]),
            "notBefore": .text("2026-12-01T00:00:00+08:00"), "notAfter": .text("2027-12-01T00:00:00+08:00"),
        ]
        let outcome = try await scene.register.issue(
            JSONWriter.compact(.object(record)), by: scene.web.scene.by, now: OfficeScene.now)
        guard case .issued(let pass) = outcome else { throw OfficeScene.Failed() }
        return pass
    }

    private func send(
        _ path: String, _ fields: String, _ scene: OfficeScene, _ token: SessionToken, _ client: any TestClientProtocol
    ) async throws -> (status: HTTPResponse.Status, text: String, headers: HTTPFields) {
        let answer = try await client.executeRequest(
            uri: path, method: .post, headers: OfficeScene.headers(token, isForm: true),
            body: ByteBuffer(string: "csrf=\(try scene.formToken(token))&\(fields)"))
        return (answer.status, String(buffer: answer.body), answer.headers)
    }

    private func log(_ scene: OfficeScene) async throws -> [String] {
        var records: [String] = []
        for number in 0..<(try await scene.register.auditSize()) {
            records.append(String(decoding: try await scene.register.auditRecord(number) ?? [], as: UTF8.self))
        }
        return records
    }

    @Test("A supervisor sees, gives out and opens what is kept, each on record, and no record has the number")
    func file() async throws {
        let scene = try await OfficeScene()
        let pass = try await issued(scene)
        let token = try await scene.signedIn("anna", [.supervisor])
        try await scene.web.application.test(.router) { client in
            let shown = try await send("/staff/persons/show", "idNumber=\(Self.identity)", scene, token, client)
            #expect(shown.status == .ok && shown.text.contains(pass.number) && shown.text.contains("••••••6789"))
            let file = try await send("/staff/persons/export", "idNumber=\(Self.identity)", scene, token, client)
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"person.json\"")
            #expect(file.headers[.cacheControl] == "no-store" && file.text.contains("王小明"))
            for wrong in ["", "A123456788", "x"] {
                let answer = try await send("/staff/persons/show", "idNumber=\(wrong)", scene, token, client)
                #expect(
                    answer.status == .unprocessableContent && answer.text.contains("no identity number"), "\(wrong)")
            }
            let id = try #require(try await scene.register.passes(number: pass.number).last?.id)
            let path = "/staff/passes/\(id.hex)/identity"
            let opened = try await send(path, "purpose=court-order", scene, token, client)
            #expect(opened.status == .ok && opened.text.contains(Self.identity))
            #expect(try await send(path, "purpose=curiosity", scene, token, client).status == .badRequest)
            #expect(
                try await send(
                    "/staff/passes/0000000000000001/identity", "purpose=court-order", scene, token, client
                ).status == .notFound)
        }
        let records = try await log(scene)
        #expect(records.count { $0.contains("\"person-exported\"") } == 2)
        #expect(records.count { $0.contains("\"identity-opened\"") && $0.contains("court-order") } == 1)
        #expect(records.allSatisfy { !$0.contains(Self.identity) })
    }

    @Test("Erasing asks to be confirmed, keeps a pass in force, and says why")
    func erasing() async throws {
        let scene = try await OfficeScene()
        let pass = try await issued(scene)
        let token = try await scene.signedIn("anna", [.supervisor])
        try await scene.web.application.test(.router) { client in
            let asked = try await send("/staff/persons/erase", "idNumber=\(Self.identity)", scene, token, client)
            #expect(asked.status == .unprocessableContent && asked.text.contains("Tick the box"))
            #expect(try await !log(scene).contains { $0.contains("\"person-erased\"") })
            let done = try await send(
                "/staff/persons/erase", "idNumber=\(Self.identity)&confirmed=yes", scene, token, client)
            #expect(done.status == .ok && done.text.contains(pass.number) && done.text.contains("article 11(3)"))
        }
        #expect(try await log(scene).contains { $0.contains("\"person-erased\"") })
    }

    @Test("A look at a pass is on record, once within an hour, with who looked")
    func looking() async throws {
        let scene = try await OfficeScene()
        let pass = try await issued(scene)
        let id = try #require(try await scene.register.passes(number: pass.number).last?.id)
        let token = try await scene.signedIn("anna", [.gateManager])
        try await scene.web.application.test(.router) { client in
            for _ in 0..<2 {
                let page = try await client.executeRequest(
                    uri: "/staff/passes/\(id.hex)", method: .get, headers: OfficeScene.headers(token), body: nil)
                #expect(page.status == .ok && !String(buffer: page.body).contains(Self.identity))
            }
        }
        let looks = try await log(scene).filter { $0.contains("\"data-viewed\"") }
        #expect(looks.count == 1 && looks[0].contains("anna") && looks[0].contains(pass.number))
    }

    @Test("The keys' page says what signs and until when, and what can be proposed next")
    func keys() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("kay", [.keyCustodian])
        try await scene.web.application.test(.router) { client in
            let page = try await client.executeRequest(
                uri: "/staff/keys", method: .get, headers: OfficeScene.headers(token), body: nil)
            let text = String(buffer: page.body)
            #expect(page.status == .ok && text.contains("value=\"announce:pass\""))
            let overview = try await scene.register.keyOverview(now: OfficeScene.now)
            for key in overview.keys { #expect(text.contains(key.id.hex)) }
            for role in overview.roles { #expect(text.contains(role.name)) }
        }
    }
}
