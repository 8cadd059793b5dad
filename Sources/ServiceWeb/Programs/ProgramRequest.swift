import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Register
import StrictJSON

/// What a program asks for, and for whom it does.
struct ProgramRequest {
    /// Bytes of a body that is JSON: more than a visit of the most people needs.
    static let largestBody = 256 << 10

    let request: Request
    let context: ServiceContext
    let holder: TokenHolder

    /// The token of a request (RFC 6750 section 2.1).
    static func token(of request: Request) throws(ProgramProblem) -> ProgramToken {
        let fields = request.headers[values: .authorization]
        guard let field = fields.first else { throw .noToken }
        let parts = field.split(separator: " ", omittingEmptySubsequences: true)
        guard fields.count == 1, parts.count == 2, parts[0].lowercased() == "bearer" else { throw .noToken }
        guard let token = ProgramToken(text: String(parts[1])) else { throw .badToken }
        return token
    }

    /// Under which key the answer is kept: a text of structured fields (RFC 9651), as the draft has it, or the same without quotes.
    func idempotencyKey() throws(ProgramProblem) -> String {
        let fields = request.headers[values: .idempotencyKey]
        guard let field = fields.first, fields.count == 1 else { throw .noKey }
        let isQuoted = field.utf8.count > 2 && field.hasPrefix("\"") && field.hasSuffix("\"")
        let key = isQuoted ? String(field.dropFirst().dropLast()) : field
        let isRight = key.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || "-._:".utf8.contains(byte)
        }
        guard (8...64).contains(key.utf8.count), isRight else { throw .noKey }
        return key
    }

    // MARK: Addresses

    /// The number of an application; a text that is none leads to nothing, as one of somebody else does.
    func applicationNumber() throws(Problem) -> ApplicationNumber {
        guard let text = context.parameters.get("number"), let number = ApplicationNumber(typed: text),
            number.text == text
        else { throw .notFound }
        return number
    }

    func passNumber() throws(Problem) -> String {
        guard let text = context.parameters.get("number"), (1...24).contains(text.utf8.count),
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw .notFound }
        return text
    }

    /// The parameters of the query, each once, and none that the operation has not.
    func query(_ known: Set<String>) throws(ProgramProblem) -> [String: String] {
        var found: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts[0].removingPercentEncoding, known.contains(name) else {
                throw ProgramProblem(Problem(.badRequest, "wrong-parameter", "the query has a parameter of no meaning"))
            }
            guard found[name] == nil, parts.count == 2, let value = parts[1].removingPercentEncoding else {
                throw .parameter(name, "there once")
            }
            found[name] = value
        }
        return found
    }

    // MARK: Bodies

    /// The body, if there is one, of an operation that takes none.
    func noBody() async throws {
        let body = try await request.body.collect(upTo: 2)
        guard body.readableBytes == 0 || Array(buffer: body) == Array("{}".utf8) else {
            throw ProgramProblem(Problem(.badRequest, "body", "this takes no body"))
        }
    }

    /// - Parameter type: as which it must come.
    func json(_ type: String = "application/json") async throws -> (bytes: [UInt8], object: JSONObject) {
        let sent = request.headers[.contentType]?.split(separator: ";").first.map { $0.lowercased() } ?? ""
        guard sent == type, request.headers[.contentEncoding] == nil else { throw Problem.wrongType(type) }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.largestBody {
            throw Problem.tooLarge
        }
        let bytes = Array(buffer: try await request.body.collect(upTo: Self.largestBody))
        return (bytes, try Self.object(bytes))
    }

    private static func object(_ bytes: [UInt8]) throws(ProgramProblem) -> JSONObject {
        let value: JSONValue
        do { value = try JSONReader.read(bytes) } catch {
            throw ProgramProblem(Problem(.badRequest, "bad-json", "the body is no JSON: \(error)"))
        }
        guard case .object(let object) = value else { throw .shape("", "type") }
        return object
    }
}

extension JSONObject {
    /// Refuses a member that the document does not know.
    func check(only known: Set<String>, at pointer: String = "") throws(ProgramProblem) {
        for member in members where !known.contains(member.name.string) {
            throw .shape(pointer + "/" + ProgramProblem.escaped(member.name.string), "unknown")
        }
    }

    /// A text that must be there.
    func text(_ name: ExactText, at pointer: String = "") throws(ProgramProblem) -> String {
        guard let text = try optionalText(name, at: pointer) else {
            throw .shape("\(pointer)/\(name.string)", "required")
        }
        return text
    }

    func optionalText(_ name: ExactText, at pointer: String = "") throws(ProgramProblem) -> String? {
        switch self[name] {
        case nil: return nil
        case .string(let text)?: return text.string
        default: throw .shape("\(pointer)/\(name.string)", "type")
        }
    }
}

extension ProgramProblem {
    /// A name as a pointer writes it (RFC 6901 section 3), cut where it is longer than any of ours.
    static func escaped(_ name: String) -> String {
        String(name.replacing("~", with: "~0").replacing("/", with: "~1").prefix(64))
    }
}
