import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("Every answer")
struct EveryAnswerTests {
    @Test("runs nothing, is framed by nobody and is kept by nobody unless it says so")
    func headers() async throws {
        let web = try await WebScene()
        try await web.publish()
        try await web.application.test(.router) { client in
            for path in ["/healthz", "/nothing", "/tuf/metadata/timestamp.json", "/status/0", "/api/gates/v1/presence"]
            {
                let answer = try await client.get(path)
                #expect(answer.headers[.xContentTypeOptions] == "nosniff", "\(path)")
                #expect(
                    answer.headers[.contentSecurityPolicy]
                        == "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", "\(path)")
                #expect(answer.headers[.cacheControl] != nil, "\(path)")
                if answer.status != .ok { #expect(answer.headers[.cacheControl] == "no-store", "\(path)") }
            }
        }
    }

    @Test("is for TLS from then on, and for pages of no other site")
    func transport() async throws {
        let web = try await WebScene()
        let security = try #require(HTTPField.Name("Strict-Transport-Security"))
        let origin = try #require(HTTPField.Name("Access-Control-Allow-Origin"))
        try await web.publish()
        try await web.application.test(.router) { client in
            for path in ["/", "/en/", "/en/prove", "/nothing", "/healthz", "/tuf/metadata/timestamp.json"] {
                let answer = try await client.get(path, [.origin: "https://evil.example"])
                #expect(answer.headers[security] == "max-age=63072000; includeSubDomains", "\(path)")
                #expect(answer.headers[origin] == nil, "\(path)")
            }
        }
    }

    @Test("gives nobody their request back: TRACE and methods that nothing has are refused")
    func methods() async throws {
        let web = try await WebScene()
        let unknown = try #require(HTTPRequest.Method("PROPFIND"))
        try await web.application.test(.router) { client in
            for method in [.trace, unknown] as [HTTPRequest.Method] {
                for path in ["/", "/en/prove", "/healthz"] {
                    let answer = try await client.executeRequest(
                        uri: path, method: method, headers: [.userAgent: "unmistakable"], body: nil)
                    #expect(answer.status.kind == .clientError, "\(method) \(path)")
                    #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("unmistakable"), "\(method)")
                }
            }
        }
    }

    @Test("The health says which version is published, and needs no key")
    func health() async throws {
        let web = try await WebScene()
        try await web.application.test(.router) { client in
            let answer = try await client.get("/healthz")
            #expect(answer.status == .ok)
            guard case .object(let object) = try JSONReader.read(answer.bytes) else {
                Issue.record("no object")
                return
            }
            #expect(object["status"] == .text("ok") && object["version"] == .null)
        }
    }

    @Test("A closed database is an error that says nothing of itself")
    func closedDatabase() async throws {
        let web = try await WebScene()
        web.register.close()
        try await web.application.test(.router) { client in
            for path in ["/healthz", "/status/0"] {
                let answer = try await client.get(path)
                #expect(answer.status == .serviceUnavailable && answer.problem == "not-stored", "\(path)")
                #expect(!String(decoding: answer.bytes, as: UTF8.self).contains("sqlite"))
                #expect(answer.headers[.retryAfter] == "30")
            }
        }
    }
}
