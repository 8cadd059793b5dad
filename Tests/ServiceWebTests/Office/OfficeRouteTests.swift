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

@Suite("Who may what in the back office")
struct OfficeRouteTests {
    /// A path with something in the place of each part that is to be named.
    private static func address(_ route: OfficeRoute) -> String {
        route.path.split(separator: "/").map { part in
            switch part {
            case ":id": String(repeating: "0", count: 16)
            case ":number" where route.path.contains("sessions"): "999999"
            case ":number" where route.path.contains("opinions"): "P26-0000000"
            case ":number": "A26-0000000"
            case ":picture": String(repeating: "0", count: 32)
            case ":handle": "nobody"
            case ":task", ":alarm", ":sequence", ":announcement", ":consultation", ":reply", ":seminar", ":answer":
                "999999"
            case ":order": "PP26112600000000"
            case ":payment": "999999"
            case ":gate": "KEL-E1"
            case ":port": "TWKEL"
            case ":epoch": String(repeating: "0", count: 16)
            default: String(part)
            }
        }.reduce("") { "\($0)/\($1)" }
    }

    private static func ask(
        _ route: OfficeRoute, _ token: SessionToken?, csrf: String?, _ client: any TestClientProtocol
    ) async throws -> TestResponse {
        let isForm = route.method == .post
        let body = csrf.map { "csrf=\($0)" } ?? ""
        return try await client.executeRequest(
            uri: address(route), method: route.method, headers: OfficeScene.headers(token, isForm: isForm),
            body: isForm ? ByteBuffer(string: body) : nil)
    }

    @Test("Every route with every role and with nobody: let in who may, refused who may not")
    func everyRoute() async throws {
        let scene = try await OfficeScene()
        let routes = scene.web.service.officeRoutes
        #expect(routes.count > 50)
        var tokens: [(StaffRole, SessionToken, String)] = []
        for role in StaffRole.allCases {
            let token = try await scene.signedIn("x-\(role.rawValue)", [role])
            tokens.append((role, token, try scene.formToken(token)))
        }
        let roles = tokens
        try await scene.web.application.test(.router) { client in
            for route in routes where route.path != "/staff/sign-out" {
                let name = "\(route.method) \(route.path)"
                let nobody = try await Self.ask(route, nil, csrf: nil, client)
                if route.isOpen {
                    #expect(nobody.status != .forbidden || route.method == .post, "\(name)")
                    continue
                }
                let location = nobody.headers[.location] ?? ""
                #expect(nobody.status == .seeOther && location.hasPrefix("/staff/sign-in"), "\(name) \(nobody.status)")
                for (role, token, csrf) in roles {
                    let answer = try await Self.ask(route, token, csrf: csrf, client)
                    let may = route.admits([role])
                    let refused = String(buffer: answer.body).contains("Not among your roles")
                    if may {
                        // There is no such pass, change or person; or the form lacks something. It was not the role.
                        #expect(!(answer.status == .forbidden && refused), "\(role) \(name) \(answer.status)")
                        #expect(answer.status.kind != .serverError, "\(role) \(name) \(answer.status)")
                    } else {
                        #expect(answer.status == .forbidden && refused, "\(role) \(name) \(answer.status)")
                    }
                }
            }
        }
        #expect(try await scene.register.verifyAudit().isIntact)
    }

    @Test("An auditor reaches no route that changes anything but their own account")
    func auditor() async throws {
        let scene = try await OfficeScene()
        for route in scene.web.service.officeRoutes where route.method == .post {
            guard !route.isOpen, route.permissions != [.ownAccount] else { continue }
            #expect(!route.admits([.auditor]), "\(route.path)")
        }
    }

    @Test("A form without its token, with another session's, or from another site is refused, whoever sends it")
    func forged() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("anna", [.supervisor])
        let other = try await scene.signedIn("bo", [.supervisor])
        let foreign = try scene.formToken(other)
        let own = try scene.formToken(token)
        try await scene.web.application.test(.router) { client in
            for route in scene.web.service.officeRoutes where route.method == .post && !route.isOpen {
                for csrf in [nil, "", "AAAA", foreign] {
                    let answer = try await Self.ask(route, token, csrf: csrf, client)
                    guard route.admits([.supervisor]) else { continue }
                    #expect(answer.status.kind == .clientError, "\(route.path) \(csrf ?? "none") \(answer.status)")
                }
                var headers = OfficeScene.headers(token, isForm: true)
                headers[HTTPField.Name("Sec-Fetch-Site") ?? .accept] = "cross-site"
                let answer = try await client.executeRequest(
                    uri: Self.address(route), method: .post, headers: headers, body: ByteBuffer(string: "csrf=\(own)"))
                #expect(answer.status == .forbidden, "\(route.path)")
            }
        }
        // Nobody was signed out meanwhile.
        #expect(try await scene.register.staffOnDuty(token, now: OfficeScene.now) != nil)
    }

    @Test("Nothing is kept by caches, and every page is kept to its own scripts")
    func headers() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("anna", Set(StaffRole.allCases))
        try await scene.web.application.test(.router) { client in
            for route in scene.web.service.officeRoutes where route.method == .get {
                let answer = try await Self.ask(route, token, csrf: nil, client)
                #expect(answer.headers[.cacheControl] == "no-store", "\(route.path)")
                guard answer.status == .ok, answer.headers[.contentType]?.hasPrefix("text/html") ?? false else {
                    continue
                }
                let policy = answer.headers[.contentSecurityPolicy] ?? ""
                for part in ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
                    #expect(policy.contains(part), "\(route.path)")
                }
                #expect(!policy.contains("unsafe"), "\(route.path)")
                #expect(String(buffer: answer.body).contains("action=\"/staff/sign-out\""), "\(route.path)")
            }
        }
    }

    @Test("After signing in one goes to a page of the office, whatever stands in the address")
    func destination() async throws {
        let scene = try await OfficeScene()
        try await scene.web.application.test(.router) { client in
            for wanted in [
                "//evil.example", "https://evil.example", "/zh-Hant/", "/staffx", "/staff/../x", "javascript:1",
            ] {
                let answer = try await client.executeRequest(
                    uri: "/staff/sign-in?then=\(wanted)", method: .get, headers: OfficeScene.headers(nil), body: nil)
                #expect(answer.status == .ok)
                let page = String(buffer: answer.body)
                #expect(!page.contains("evil") && !page.contains("javascript"), "\(wanted)")
            }
        }
    }

    @Test("A grave act asks for a second factor of the last minutes, goes on with it, and loses nothing that was typed")
    func stepUp() async throws {
        let scene = try await OfficeScene()
        let (token, secret) = try await scene.signedIn("anna", [.supervisor], at: OfficeScene.now - 400)
        let csrf = try scene.formToken(token)
        let record = Array(
            """
            {"name":"王小明","idNumber":"A123456789","kind":"person","term":"periodic","access":{"TWKEL":["A"]},
            "notBefore":"2026-12-01T00:00:00+08:00","notAfter":"2027-12-01T00:00:00+08:00"}
            """.utf8)
        let outcome = try await scene.register.issue(record, by: scene.web.scene.by, now: OfficeScene.now)
        guard case .issued(let pass) = outcome else { throw OfficeScene.Failed() }
        @Sendable func revoke(_ proof: String?, _ client: any TestClientProtocol) async throws -> TestResponse {
            let proof = proof.map { "&proof=\($0)" } ?? ""
            return try await client.executeRequest(
                uri: "/staff/passes/\(pass.id.hex)/revoke", method: .post,
                headers: OfficeScene.headers(token, isForm: true),
                body: ByteBuffer(string: "csrf=\(csrf)&reason=stolen\(proof)"))
        }
        try await scene.web.application.test(.router) { client in
            let asked = try await revoke(nil, client)
            let page = String(buffer: asked.body)
            #expect(page.contains("name=\"reason\" value=\"stolen\"") && page.contains("name=\"proof\""))
            #expect(try await scene.register.pass(pass.id)?.state == .active)
            let wrong = try await revoke("000000", client)
            #expect(wrong.status == .ok || wrong.status.kind == .clientError)
            #expect(try await scene.register.pass(pass.id)?.state == .active)
            let right = try await revoke(TimeCode.code(secret: secret, step: OfficeScene.now / 30), client)
            #expect(right.status == .seeOther)
            #expect(try await scene.register.pass(pass.id)?.state == .revoked)
        }
    }

    @Test("Own sessions are listed, and one of them is ended from another after a second factor; nobody ends another's")
    func ownSessions() async throws {
        let scene = try await OfficeScene()
        let (now, register) = (OfficeScene.now, scene.register)
        let (old, secret) = try await scene.signedIn("anna", [.clerk], at: now - 400)
        let stranger = try await scene.signedIn("bo", [.clerk])
        let email = try #require(Contact(.email, typed: "anna@port.example"))
        let first = try await register.signInStaff(
            email: email, password: OfficeScene.password, client: nil, now: now)
        guard case .code(let pending) = first,
            case .signedIn(let new) = try await register.signInStaff(
                pending, code: TimeCode.code(secret: secret, step: now / 30), client: "test", counted: nil,
                agent: "another browser", now: now)
        else { throw OfficeScene.Failed() }
        let sessions = try await register.staffSessions(of: try #require(StaffHandle("anna")), now: now)
        let newest = try #require(sessions.first { $0.agent == "another browser" }).number
        let oldest = try #require(sessions.first { $0.agent != "another browser" }).number
        @Sendable func end(
            _ number: Int64, from token: SessionToken, _ client: any TestClientProtocol
        ) async throws -> TestResponse {
            let csrf = try scene.formToken(token)
            return try await client.executeRequest(
                uri: "/staff/me/sessions/\(number)/end", method: .post,
                headers: OfficeScene.headers(token, isForm: true), body: ByteBuffer(string: "csrf=\(csrf)"))
        }
        try await scene.web.application.test(.router) { client in
            let page = try await client.executeRequest(
                uri: "/staff/me", method: .get, headers: OfficeScene.headers(new), body: nil)
            let text = String(buffer: page.body)
            #expect(text.contains("another browser") && text.contains("/staff/me/sessions/\(oldest)/end"))
            // The second factor of the old one is of some minutes ago: it is asked for, and nothing is done yet.
            let asked = try await end(newest, from: old, client)
            #expect(String(buffer: asked.body).contains("name=\"proof\""))
            _ = try await end(oldest, from: stranger, client)
            for token in [old, new] { #expect(try await register.staffOnDuty(token, now: now) != nil) }
            let ended = try await end(oldest, from: new, client)
            #expect(ended.status == .seeOther)
        }
        #expect(try await register.staffOnDuty(old, now: now) == nil)
        #expect(try await register.staffOnDuty(new, now: now) != nil)
    }

    @Test("A password is changed under one's name, by who knows the old one; its fields hide what is typed")
    func password() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("anna", [.clerk])
        let csrf = try scene.formToken(token)
        @Sendable func change(_ old: String, _ client: any TestClientProtocol) async throws -> TestResponse {
            let form = Form(fields: [("csrf", csrf), ("old", old), ("password", "sieben rote Igel tanzen")])
            return try await client.executeRequest(
                uri: "/staff/me/password", method: .post, headers: OfficeScene.headers(token, isForm: true),
                body: ByteBuffer(bytes: form.body))
        }
        try await scene.web.application.test(.router) { client in
            let page = try await client.executeRequest(
                uri: "/staff/me/password", method: .get, headers: OfficeScene.headers(token), body: nil)
            for name in ["old", "password"] {
                #expect(String(buffer: page.body).contains("name=\"\(name)\" type=\"password\""), "\(name)")
            }
            let wrong = try await change("wrong wrong wrong", client)
            #expect(wrong.status == .unprocessableContent && !String(buffer: wrong.body).contains("Igel"))
            let right = try await change(OfficeScene.password, client)
            #expect(right.status == .seeOther && right.headers[.location] == "/staff/me")
        }
    }

    @Test("Its cookies are this host's, for TLS and no script, and go along from no other site; leaving ends all of it")
    func cookies() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("anna", [.clerk])
        let csrf = try scene.formToken(token)
        @Sendable func look(_ answer: TestResponse, _ name: String) {
            let fields = answer.headers[values: .setCookie]
            #expect(!fields.isEmpty, "\(name)")
            for field in fields {
                let parts = field.components(separatedBy: "; ")
                #expect(field.hasPrefix(name + "="), "\(field)")
                #expect(
                    Set(parts.dropFirst()).isSuperset(of: ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"]),
                    "\(field)")
                #expect(!field.contains("Domain"), "\(field)")
            }
        }
        try await scene.web.application.test(.router) { client in
            let page = try await client.executeRequest(
                uri: "/staff/sign-in", method: .get, headers: OfficeScene.headers(nil), body: nil)
            look(page, "__Host-portpass-staff-form")
            let left = try await client.executeRequest(
                uri: "/staff/sign-out", method: .post, headers: OfficeScene.headers(token, isForm: true),
                body: ByteBuffer(string: "csrf=\(csrf)"))
            look(left, "__Host-portpass-staff")
            let forgotten = HTTPField.Name("Clear-Site-Data").map { left.headers[$0] }
            #expect(forgotten == "\"cache\", \"storage\"")
        }
        #expect(try await scene.register.staffOnDuty(token, now: OfficeScene.now) == nil)
    }
}
