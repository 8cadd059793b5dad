import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("The counter in the back office, and who decides what was filled in there")
struct CounterPageTests {
    private static func send(
        _ fields: [(String, String)], to path: String, _ token: SessionToken, _ scene: OfficeScene,
        _ client: any TestClientProtocol
    ) async throws -> TestResponse {
        let form = Form(fields: fields + [("csrf", try scene.formToken(token))])
        return try await client.executeRequest(
            uri: "/staff/\(path)", method: .post, headers: OfficeScene.headers(token, isForm: true),
            body: ByteBuffer(bytes: form.body))
    }

    @Test("A receipt has its code once, and its document is made for who has the code")
    func receipt() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("clerk", [.clerk])
        try await scene.web.application.test(.router) { client in
            func send(_ fields: [(String, String)], _ path: String) async throws -> TestResponse {
                try await Self.send(fields, to: path, token, scene, client)
            }
            let online = try await send(
                [("kind", "visit"), ("channel", "online"), ("language", "en")], "counter/start")
            #expect(online.status == .badRequest)
            let begun = try await send([("kind", "visit"), ("channel", "post"), ("language", "en")], "counter/start")
            let path = try #require(begun.headers[.location])
            #expect(begun.status == .seeOther && path.hasPrefix("/en/apply/A26-"))
            let number = String(path.split(separator: "/")[2])
            let receipt = try await send([("number", number.lowercased())], "counter/receipt")
            #expect(receipt.status == .ok && Markup(receipt.text).problems == [] && receipt.text.contains(number))
            let code = try #require(receipt.text.firstMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)).output
            let document = try await send([("number", number), ("code", String(code))], "counter/slip")
            #expect(
                document.headers[.contentType] == "application/pdf" && document.bytes.starts(with: Array("%PDF-".utf8)))
            let guessed = try await send([("number", number), ("code", "0000-0000-0000")], "counter/slip")
            #expect(guessed.status == .unprocessableContent)
            let nobody = try await send([("number", "A26-0000000")], "counter/receipt")
            #expect(nobody.status == .unprocessableContent)
        }
    }

    @Test("The office says the time in which an approval can be taken back as the service was told it")
    func undo() async throws {
        var scene = try await OfficeScene()
        scene.web.undo = 45
        let register = scene.register
        let id = try await register.startDraft(
            .visit, values: SampleAnswers.visit, contact: Contact(typed: "an@example.org"), language: .en,
            now: OfficeScene.now)
        #expect(try await register.submit(id, by: scene.web.scene.by, now: OfficeScene.now) == .submitted)
        let number = try #require(try await register.application(id)).number
        let token = try await scene.signedIn("clerk", [.clerk])
        try await scene.web.application.test(.router) { [scene] client in
            let headers = OfficeScene.headers(token)
            let page = try await client.get("/staff/review/\(number)", headers)
            #expect(page.text.contains("Approve (45 s to undo)") && Markup(page.text).problems == [])
            let sent = try await Self.send([], to: "review/\(number)/approve", token, scene, client)
            let place = try #require(sent.headers[.location])
            #expect(place == "/staff/review?done=approved&of=\(number)")
            let done = try await client.get(place, headers)
            #expect(done.text.contains("Approved; 45 s to undo"))
            let shown = try await client.get("/staff/review/\(number)?done=approved&of=\(number)", headers)
            #expect(shown.text.contains("data-seconds=\"45\""))
            let late = try await client.get("/staff/review/\(number)?done=undo-late", headers)
            #expect(late.text.contains("More than 45 s ago"))
        }
        #expect(try await register.carryOutApprovals(now: OfficeScene.now + 44) == OfficeScene.now + 45)
        #expect(try await register.carryOutApprovals(now: OfficeScene.now + 45) == nil)
        #expect(try await register.application(id)?.state == .issued)
    }

    @Test("What is for development decides nothing: there is no office but the one that asks who comes")
    func noOther() async throws {
        let scene = try await OfficeScene()
        try await scene.web.application.test(.live) { client in
            for path in ["/office", "/office/counter", "/office/opinions"] {
                #expect(try await client.get(path, [.accept: "text/html"]).status == .notFound)
            }
            let form = Form(fields: [("kind", "visit"), ("channel", "post"), ("language", "en")])
            let sent = try await client.send(form, to: "/staff/counter/start", [.origin: "http://localhost"])
            #expect(!sent.text.contains("/apply/A26-") && sent.headers[.location]?.contains("/apply/") != true)
        }
    }
}
