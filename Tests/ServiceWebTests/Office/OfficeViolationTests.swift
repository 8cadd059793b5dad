import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Violations and rules in the back office")
struct OfficeViolationTests {
    private static let record = Array(
        """
        {"name":"王小明","idNumber":"A123456789","kind":"person","term":"periodic","access":{"TWKEL":["A"]},
        "notBefore":"2026-12-01T00:00:00+08:00","notAfter":"2027-12-01T00:00:00+08:00"}
        """.utf8)

    private func issued(_ scene: OfficeScene) async throws -> IssuedPass {
        let outcome = try await scene.register.issue(Self.record, by: scene.web.scene.by, now: OfficeScene.now)
        guard case .issued(let pass) = outcome else { throw OfficeScene.Failed() }
        return pass
    }

    private static func post(
        _ path: String, _ fields: [String: String], _ token: SessionToken, _ csrf: String,
        _ client: any TestClientProtocol
    ) async throws -> TestResponse {
        let body = (fields.map { ($0.key, $0.value) } + [("csrf", csrf)]).map { name, value in
            "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")
        return try await client.executeRequest(
            uri: "/staff/\(path)", method: .post, headers: OfficeScene.headers(token, isForm: true),
            body: ByteBuffer(string: body))
    }

    private static func fields(_ number: String, _ more: [String: String]) -> [String: String] {
        [
            "number": number, "rule": "lending", "day": "2026-12-01", "time": "09:30", "evidence": "當場查獲",
        ].merging(more) { $1 }
    }

    @Test("What follows is shown before anything is done; recorded, another one takes it back")
    func road() async throws {
        let scene = try await OfficeScene()
        let pass = try await issued(scene)
        let clerk = try await scene.signedIn("clerk", [.clerk])
        let anna = try await scene.signedIn("anna", [.supervisor])
        let (clerkForm, annaForm) = (try scene.formToken(clerk), try scene.formToken(anna))
        let number = try scene.register.violationNumber(now: OfficeScene.now).text
        let fields = Self.fields(number, ["pass": pass.id.hex, "suspension": "2"])
        try await scene.web.application.test(.router) { client in
            let looked = try await Self.post("record-violation/look", fields, clerk, clerkForm, client)
            #expect(looked.status == .ok)
            #expect(String(buffer: looked.body).contains("Suspended for 2 months"))
            #expect(try await scene.register.pass(pass.id)?.state == .active)
            let done = try await Self.post("record-violation", fields, clerk, clerkForm, client)
            #expect(done.status == .seeOther && done.headers[.location] == "/staff/violations/\(number)")
            #expect(try await scene.register.pass(pass.id)?.state == .suspended)
            let twice = try await Self.post("record-violation", fields, clerk, clerkForm, client)
            #expect(twice.headers[.location] == "/staff/violations/\(number)")
            #expect(try await scene.register.recentViolations().count == 1)
            let back = ["reason": "cleared", "text": "查無"]
            let mine = try await Self.post("violations/\(number)/reverse", back, clerk, clerkForm, client)
            #expect(mine.status == .forbidden)
            let reversed = try await Self.post("violations/\(number)/reverse", back, anna, annaForm, client)
            #expect(reversed.status == .seeOther)
            #expect(try await scene.register.pass(pass.id)?.state == .active)
        }
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    @Test("A number of an identity document that was typed stands in no address, and in no answer but the form's own")
    func identity() async throws {
        let scene = try await OfficeScene()
        let pass = try await issued(scene)
        let clerk = try await scene.signedIn("clerk", [.clerk])
        let csrf = try scene.formToken(clerk)
        let number = try scene.register.violationNumber(now: OfficeScene.now).text
        let fields = Self.fields(number, ["identity": "A123456789"])
        try await scene.web.application.test(.router) { client in
            let wrong = try await Self.post(
                "record-violation/look", Self.fields(number, ["identity": "A123456780"]), clerk, csrf, client)
            #expect(wrong.status == .unprocessableContent)
            let done = try await Self.post("record-violation", fields, clerk, csrf, client)
            #expect(done.headers[.location] == "/staff/violations/\(number)")
            let page = try await client.executeRequest(
                uri: "/staff/violations/\(number)", method: .get, headers: OfficeScene.headers(clerk), body: nil)
            let text = String(buffer: page.body)
            #expect(!text.contains("A123456789") && text.contains("6789") && text.contains(pass.number))
        }
    }

    @Test("A file of rules that is not right is refused with its place; proposed, it waits for another")
    func rules() async throws {
        let scene = try await OfficeScene()
        let anna = try await scene.signedIn("anna", [.supervisor])
        let csrf = try scene.formToken(anna)
        let seeds = try await scene.register.ruleSets(.violations)
        let text = String(decoding: try #require(seeds.first?.bytes), as: UTF8.self)
        @Sendable func upload(_ file: String, _ client: any TestClientProtocol) async throws -> TestResponse {
            var headers = OfficeScene.headers(anna, isForm: true)
            headers[.contentType] = "multipart/form-data; boundary=XXX"
            let parts = [("csrf", csrf), ("kind", "violations")].map {
                "--XXX\r\nContent-Disposition: form-data; name=\"\($0.0)\"\r\n\r\n\($0.1)\r\n"
            }.joined()
            let body =
                parts + "--XXX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"v.json\"\r\n"
                + "Content-Type: application/json\r\n\r\n\(file)\r\n--XXX--\r\n"
            return try await client.executeRequest(
                uri: "/staff/rules/dry-run", method: .post, headers: headers, body: ByteBuffer(string: body))
        }
        try await scene.web.application.test(.router) { client in
            let bad = try await upload(text.replacing("\"cancelAt\": 3", with: "\"cancelAt\": 0"), client)
            #expect(bad.status == .unprocessableContent)
            #expect(String(buffer: bad.body).contains("repetition.cancelAt"))
            let good = try await upload(text.replacing("2026-03-01", with: "2026-12-24"), client)
            #expect(good.status == .ok && String(buffer: good.body).contains("Dry run"))
            #expect(try await scene.register.ruleSets(.violations).count == 1)
            #expect(try await scene.register.recentChanges().isEmpty)
        }
    }
}
