import HTTPTypes
import HummingbirdTesting
import NIOCore
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

@Suite("The log's page")
struct AuditPageTests {
    private func get(
        _ path: String, _ token: SessionToken, _ client: any TestClientProtocol
    ) async throws -> (status: HTTPResponse.Status, text: String, headers: HTTPFields) {
        let answer = try await client.executeRequest(
            uri: path, method: .get, headers: OfficeScene.headers(token), body: nil)
        return (answer.status, String(buffer: answer.body), answer.headers)
    }

    @Test("An auditor looks by what a record is about, takes away what was found, and each with its proof")
    func looking() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("aud", [.auditor])
        let size = try await scene.register.auditSize()
        try await scene.web.application.test(.router) { client in
            let all = try await get("/staff/audit", token, client)
            #expect(all.status == .ok && all.text.contains("register-created") && all.text.contains("\(size - 1)"))
            let some = try await get("/staff/audit?about=event&q=register-created", token, client)
            #expect(some.text.contains("register-created") && !some.text.contains("seeds-adopted"))
            let none = try await get("/staff/audit?about=pass&q=kel-p-26-999999", token, client)
            #expect(none.status == .ok && none.text.contains("No record fits"))
            let file = try await get("/staff/audit/export?about=event&q=register-created", token, client)
            let lines = file.text.split(separator: "\n")
            #expect(lines.count == 1 && lines[0].contains("register-created"))
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"audit.jsonl\"")
            let whole = try await get("/staff/audit/export", token, client)
            #expect(whole.text.split(separator: "\n").count == Int(try await scene.register.auditSize()))
            let proof = try await get("/staff/audit/proof?number=0", token, client)
            #expect(proof.headers[.contentType] == "application/json" && proof.text.contains("portpass-audit-proof-1"))
            for wrong in ["-1", "999999", "x", ""] {
                #expect(try await get("/staff/audit/proof?number=\(wrong)", token, client).status == .notFound)
            }
        }
    }

    @Test("What is typed is found or not, and gets nowhere else")
    func hostile() async throws {
        let scene = try await OfficeScene()
        let token = try await scene.signedIn("aud", [.auditor])
        try await scene.web.application.test(.router) { client in
            for typed in [
                "%3Cscript%3Ealert(1)%3C/script%3E", "%00", "%22%20onfocus=x", "%E7%8E%8B", "'%20OR%201=1",
                "%0D%0AX:%201",
            ] {
                for about in ["pass", "by", "event", "gate", "application", "nothing"] {
                    let page = try await get("/staff/audit?about=\(about)&q=\(typed)", token, client)
                    #expect(
                        page.status == .ok && !page.text.contains("<script>alert") && !page.text.contains("\" onfocus"),
                        "\(about) \(typed)")
                    #expect(try await get("/staff/audit/export?about=\(about)&q=\(typed)", token, client).status == .ok)
                }
            }
        }
    }
}
