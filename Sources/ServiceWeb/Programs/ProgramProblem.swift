import HTTPTypes
import Hummingbird
import NIOCore
import Register
import StrictJSON

/// Why a program's request was refused: a problem document (RFC 9457) that names every field at fault by a JSON Pointer (RFC 6901)
/// into the request, and the rule that it breaks by the name that it has on the pages.
struct ProgramProblem: Error {
    struct Field: Hashable {
        /// `/answers/idNumber`.
        let pointer: String
        let code: String
        var facts: [String: String] = [:]
    }

    let problem: Problem
    var fields: [Field] = []
    var headers: HTTPFields = [:]

    init(_ problem: Problem, fields: [Field] = [], headers: HTTPFields = [:]) {
        self.problem = problem
        self.fields = fields
        self.headers = headers
    }

    var response: Response {
        var members: JSONObject = [
            "type": .text("about:blank"), "title": .text(problem.status.reasonPhrase),
            "status": .integer(Int64(problem.status.code)), "code": .text(problem.code),
            "detail": .text(problem.detail),
        ]
        if !fields.isEmpty { members["errors"] = .array(fields.map(\.json)) }
        var headers = headers
        headers[.contentType] = "application/problem+json"
        headers[.cacheControl] = "no-store"
        if let retryAfter = problem.retryAfter { headers[.retryAfter] = String(retryAfter) }
        return Response(
            status: problem.status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONWriter.compact(.object(members)))))
    }

    // MARK: What is wrong

    /// Rules of the forms that the answers break.
    static func faults(_ faults: [Fault], pointer: (String) -> String = ProgramProblem.pointer) -> ProgramProblem {
        ProgramProblem(
            Problem(.unprocessableContent, "refused-fields", "some of it breaks a rule: see errors"),
            fields: faults.map { Field(pointer: pointer($0.field), code: $0.rule, facts: $0.facts) })
    }

    /// A body of another shape than the document says.
    static func shape(_ pointer: String, _ code: String) -> ProgramProblem {
        ProgramProblem(
            Problem(.badRequest, "wrong-shape", "the request is not of the shape that the document says: see errors"),
            fields: [Field(pointer: pointer, code: code)])
    }

    static func parameter(_ name: String, _ what: String) -> ProgramProblem {
        ProgramProblem(Problem(.badRequest, "wrong-parameter", "\(name) must be \(what)"))
    }

    /// Where a field of a form stands in an application: `people.3.idNumber` is `/answers/people/3/idNumber`.
    static func pointer(_ field: String) -> String {
        if field.hasPrefix("doc-") { return "/documents/\(field.dropFirst("doc-".count))" }
        if field == "photo" || field == "nameImage" { return "/documents/\(field)" }
        if field == "contact" { return "/contact" }
        return field.isEmpty ? "" : "/answers/" + field.split(separator: ".").joined(separator: "/")
    }

    // MARK: Tokens (RFC 6750 section 3)

    static let realm = "Bearer realm=\"portpass\""

    static let noToken = ProgramProblem(
        Problem(.unauthorized, "no-token", "this needs a token: Authorization: Bearer ppk_…"),
        headers: [.wwwAuthenticate: realm])

    static let badToken = ProgramProblem(
        Problem(.unauthorized, "bad-token", "the token is unknown, over or taken back"),
        headers: [
            .wwwAuthenticate: "\(realm), error=\"invalid_token\", error_description=\"unknown, over or taken back\""
        ])

    static func scope(_ scope: TokenScope) -> ProgramProblem {
        ProgramProblem(
            Problem(.forbidden, "scope", "the token does not let a program do this: it needs \(scope.rawValue)"),
            headers: [
                .wwwAuthenticate: "\(realm), error=\"insufficient_scope\", scope=\"\(scope.rawValue)\""
            ])
    }

    // MARK: Requests that come twice (draft-ietf-httpapi-idempotency-key-header-07 section 2.7)

    static let noKey = ProgramProblem(
        Problem(
            .badRequest, "no-idempotency-key",
            "this needs an Idempotency-Key: 8 to 64 letters, digits, dashes, points, colons or underscores"))
    static let otherRequest = ProgramProblem(
        Problem(
            .unprocessableContent, "idempotency-key-used", "this Idempotency-Key came with another request before"))
    static let underWay = ProgramProblem(
        Problem(.conflict, "idempotency-key-in-use", "the request with this Idempotency-Key is being answered"))

    static let wrongCursor = ProgramProblem(
        Problem(.unprocessableContent, "wrong-cursor", "the cursor is of another list: begin with its first page"))

    static func notAsked(_ names: [String]) -> ProgramProblem {
        ProgramProblem(
            Problem(.conflict, "not-asked", "staff asked for other answers again: see corrections"),
            fields: names.map { Field(pointer: pointer($0), code: "not-asked") })
    }

    static func state(_ state: ApplicationState) -> ProgramProblem {
        ProgramProblem(Problem(.conflict, "state", "the application is \(state.rawValue): that is not possible now"))
    }
}

extension ProgramProblem.Field {
    fileprivate var json: JSONValue {
        var members: JSONObject = ["pointer": .text("#" + pointer), "code": .text(code)]
        if !facts.isEmpty {
            var places = JSONObject()
            for (name, fact) in facts.sorted(by: { $0.key < $1.key }) { places[ExactText(name)] = .text(fact) }
            members["facts"] = .object(places)
        }
        return .object(members)
    }
}
