import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Testing

/// A company with tokens, and a program that shows one.
struct ProgramScene {
    static let identity = "A123456789"

    var companies: CompanyWebScene
    let owner: AccountID

    init() async throws {
        companies = try await CompanyWebScene()
        owner = try await companies.found()
    }

    var register: Register { companies.register }

    func token(_ scopes: Set<TokenScope> = Set(TokenScope.allCases), of account: AccountID? = nil) async throws
        -> String
    {
        let outcome = try await register.makeToken(
            name: "ERP", scopes: scopes, days: 30, proof: .password(CompanyWebScene.password), by: account ?? owner,
            client: nil, now: WebScene.now)
        guard case .made(let secret, _) = outcome else { throw CompanyBrowser.Lost() }
        return secret.text
    }

    static func order(_ changes: [String: JSONValue] = [:]) -> JSONValue {
        var answers: JSONObject = [
            "term": .text("periodic"), "role": .text("worker"), "name": .text("王小明"), "idKind": .text("national"),
            "idNumber": .text(identity), "birthDate": .text("1986-03-09"), "zones": .texts(["TWKEL/A"]),
            "from": .text("2026-12-01"), "until": .text("2027-11-30"), "agree": .bool(true),
        ]
        for (name, value) in changes { answers[ExactText(name)] = value }
        return .object(["kind": .text("person"), "answers": .object(answers)])
    }
}

/// A program: its token goes along with what it asks for.
struct ProgramClient {
    let client: any TestClientProtocol
    var token: String?
    var scheme = "Bearer"

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSONValue? = nil, key: String? = nil,
        _ more: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = more
        if let token { headers[.authorization] = "\(scheme) \(token)" }
        if let key, let name = HTTPField.Name("Idempotency-Key") { headers[name] = key }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await client.executeRequest(
            uri: "/api/v1" + path, method: method, headers: headers,
            body: body.map { ByteBuffer(bytes: JSONWriter.compact($0)) })
    }

    func get(_ path: String, _ more: HTTPFields = [:]) async throws -> TestResponse { try await ask(.get, path, more) }

    private func ask(_ method: HTTPRequest.Method, _ path: String, _ more: HTTPFields) async throws -> TestResponse {
        try await ask(method, path, nil, key: nil, more)
    }
}

extension TestResponse {
    /// Empty where the answer is no object.
    var object: JSONObject {
        if case .object(let object)? = try? JSONReader.read(bytes) { object } else { [:] }
    }

    func member(_ name: ExactText) -> String? {
        if case .string(let text)? = object[name] { text.string } else { nil }
    }

    /// Pointers and codes of a problem document.
    var errors: Set<String> {
        guard case .array(let errors)? = object["errors"] else { return [] }
        return Set(
            errors.compactMap { error in
                guard case .object(let error) = error, case .string(let pointer)? = error["pointer"],
                    case .string(let code)? = error["code"]
                else { return nil }
                return "\(pointer.string) \(code.string)"
            })
    }

    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
