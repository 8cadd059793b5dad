import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassFormat
import Register
import ServiceWeb
import Testing

@Suite("The desk for development")
struct OfficeTests {
    private static let origin: HTTPFields = [.origin: "http://localhost"]

    private func scene() async throws -> WebScene {
        var web = try await WebScene()
        web.office = DevelopmentOffice(random: .system)
        return web
    }

    /// The token in a page of the desk.
    private func token(in page: String) throws -> String {
        let parts = page.components(separatedBy: "name=\"token\" value=\"")
        return String(try #require(parts.dropFirst().first).prefix(64))
    }

    private func form(_ token: String, reason: String? = nil) -> Form {
        Form(fields: [("token", token)] + (reason.map { [("reason", $0)] } ?? []))
    }

    @Test("The whole road: applied for, approved, shown, revoked, and shown as revoked")
    func road() async throws {
        let web = try await scene()
        try await web.application.test(.live) { client in
            let address = try await client.apply(Form().with("organisation", "<i>港</i> & 岸"))
            let id = String(address.suffix(32))
            let office = try await client.get("/office")
            #expect(office.status == .ok && office.headers[.cacheControl] == "no-store")
            #expect(Markup(office.text).problems == [])
            #expect(office.text.contains("王小明") && office.text.contains("6789"))
            #expect(!office.text.contains("A123456789") && !office.text.contains("<i>"))
            // Else a browser would name no origin with the forms.
            #expect(try office.headers[#require(HTTPField.Name("Referrer-Policy"))] == "same-origin")
            let token = try token(in: office.text)
            for _ in 0..<2 {
                let approved = try await client.send(
                    form(token), to: "/office/applications/\(id)/approve", Self.origin)
                #expect(approved.status == .seeOther && approved.headers[.location] == "/office")
            }
            let passes = try await web.register.recentPasses(limit: 10)
            #expect(passes.count == 1)
            let pass = try #require(passes.first)

            #expect(try await client.get(address).text.contains("href=\"/pass/\(id)\""))
            let page = try await client.get("/pass/\(id)")
            #expect(page.status == .ok && Markup(page.text).problems == [])
            for text in ["<svg", pass.number, "王小明", "&lt;i&gt;港", "東岸碼頭管制區", "✓ 有效", "116年11月30日"] {
                #expect(page.text.contains(text), "\(text)")
            }
            let png = try await client.get("/pass/\(id).png")
            #expect(png.headers[.contentType] == "image/png" && png.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            let svg = try await client.get("/pass/\(id).svg")
            #expect(svg.headers[.contentType] == "image/svg+xml" && svg.text.hasPrefix("<svg"))
            #expect(page.text.contains(svg.text))
            #expect(try await client.get("/pass/\(id).png").bytes == png.bytes)

            let unreasoned = try await client.send(
                form(token, reason: ""), to: "/office/passes/\(pass.id.hex)/revoke", Self.origin)
            #expect(unreasoned.status == .badRequest)
            let revoked = try await client.send(
                form(token, reason: "stolen"), to: "/office/passes/\(pass.id.hex)/revoke", Self.origin)
            #expect(revoked.status == .seeOther)
            #expect(try await web.register.pass(pass.id)?.state == .revoked)
            let after = try await client.get("/pass/\(id)")
            #expect(after.text.contains("已註銷") && !after.text.contains("<svg"))
            #expect(try await client.get("/pass/\(id).png").status == .notFound)
            #expect(try await client.get("/office").text.contains("已註銷"))
        }
    }

    @Test("An application is rejected with a reason; one that can't be approved stays, with what is wrong")
    func rejecting() async throws {
        let web = try await scene()
        try await web.application.test(.live) { client in
            let (one, two) = (String(try await client.apply().suffix(32)), String(try await client.apply().suffix(32)))
            let token = try token(in: try await client.get("/office").text)
            _ = try await client.send(form(token), to: "/office/applications/\(one)/approve", Self.origin)
            let refused = try await client.send(form(token), to: "/office/applications/\(two)/approve", Self.origin)
            #expect(refused.status == .conflict && refused.text.contains("is a periodic pass for the same"))
            #expect(Markup(refused.text).problems == [])
            let path = "/office/applications/\(two)/reject"
            #expect(try await client.send(form(token, reason: "found"), to: path, Self.origin).status == .badRequest)
            #expect(try await client.send(form(token, reason: "repeated"), to: path, Self.origin).status == .seeOther)
            let late = try await client.send(form(token), to: "/office/applications/\(two)/approve", Self.origin)
            #expect(late.status == .conflict && Markup(late.text).problems == [])
        }
    }

    @Test("Without --dev there is none, nor for a peer that is not known to be here")
    func absent() async throws {
        let web = try await WebScene()
        try await web.application.test(.live) { client in
            let nothing = try await client.get("/nothing")
            #expect(try await client.get("/office").bytes == nothing.bytes)
            #expect(
                try await client.send(
                    form("x"), to: "/office/applications/00000000000000000000000000000000/approve", Self.origin
                ).bytes == nothing.bytes)
        }
        // Requests that come without a connection have no peer.
        let developed = try await scene()
        try await developed.application.test(.router) { client in
            let answer = try await client.get("/office")
            #expect(answer.problem == "not-found")
        }
    }

    private struct Foreign {
        var host: String? = "localhost"
        var headers: HTTPFields = OfficeTests.origin
        var hasToken = true
    }

    private static func foreign() throws -> [Foreign] {
        let hosts = [
            nil, "", "example.org", "localhost.example.org", "127.0.0.1.example.org:80", "localhost:x", "localhost:",
            "192.168.1.2", "localhost@example.org", "[::2]",
        ]
        let origins = ["http://example.org", "null", "https://localhost", "http://localhost:9090", "http://localhost/"]
        let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
        return hosts.map { Foreign(host: $0, headers: [.origin: "http://\($0 ?? "")"]) }
            + origins.map { Foreign(headers: [.origin: $0]) }
            + [
                Foreign(headers: [:]), Foreign(headers: [.origin: "http://localhost", forwarded: "1.2.3.4"]),
                Foreign(headers: [.origin: "http://localhost", .via: "1.1 proxy"]), Foreign(hasToken: false),
                Foreign(host: "localhost:8080", headers: [.origin: "http://localhost"]),
            ]
    }

    @Test("Another Host, Origin or token, or a proxy in between, finds nothing")
    func foreign() async throws {
        let web = try await scene()
        try await web.application.test(.live) { client in
            let id = String(try await client.apply().suffix(32))
            let token = try token(in: try await client.get("/office").text)
            let path = "/office/applications/\(id)/approve"
            let socket = TestClient(host: "localhost", port: try #require(client.port))
            socket.connect()
            func post(_ foreign: Foreign) async throws -> HTTPResponse.Status {
                var headers = foreign.headers
                headers[.contentType] = Form.type
                let body = form(foreign.hasToken ? token : String(repeating: "0", count: 64)).body
                return try await socket.execute(
                    TestClient.Request(
                        path, method: .post, authority: foreign.host, headers: headers, body: ByteBuffer(bytes: body))
                ).status
            }
            for foreign in try Self.foreign() {
                #expect(try await post(foreign) == .notFound, "\(foreign)")
            }
            #expect(try await web.register.openApplications().count == 1)
            let here = Foreign(host: "127.0.0.1:8080", headers: [.origin: "http://127.0.0.1:8080"])
            #expect(try await post(here) == .seeOther)
            try await socket.shutdown()
        }
    }
}
