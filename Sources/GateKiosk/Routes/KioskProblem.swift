import GateCore
import HTTPTypes
import Hummingbird
import NIOCore
import PassFormat
import StrictJSON

/// Why a request was not carried out: a code that the page has words for, and a sentence for whoever asks by hand.
struct KioskProblem: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let sentence: String
    /// Seconds after which it may be tried again.
    var retryAfter: Int64?
    /// What denies a scan that did not before: codes.
    var reasons: [String] = []

    /// The request is not what this route takes.
    static func form(_ sentence: String) -> KioskProblem {
        KioskProblem(status: .badRequest, code: "form", sentence: sentence)
    }

    /// What was asked for makes no sense here, or not now.
    static func request(_ sentence: String) -> KioskProblem {
        KioskProblem(status: .unprocessableContent, code: "request", sentence: sentence)
    }

    /// It could not be written, and so has not happened.
    static func memory(_ sentence: String) -> KioskProblem {
        KioskProblem(status: .serviceUnavailable, code: "memory", sentence: sentence)
    }

    /// Carries something out; what the gate says against it becomes a problem.
    static func of<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let error as GateError {
            throw KioskProblem(error)
        } catch let error as KioskProblem {
            throw error
        } catch {
            throw memory("it could not be written: it has not happened")
        }
    }

    private init(_ error: GateError) {
        let (status, code): (HTTPResponse.Status, String) =
            switch error.code {
            case .request: (.unprocessableContent, "request")
            case .supervisor: (.forbidden, "supervisor")
            case .pin: (.forbidden, "pin")
            case .tooSoon: (.tooManyRequests, "too-soon")
            case .tooOld: (.conflict, "too-old")
            case .changed: (.conflict, "changed")
            case .trust: (.serviceUnavailable, "lists")
            default: (.serviceUnavailable, "memory")
            }
        self.init(status: status, code: code, sentence: error.description, retryAfter: error.retryAfter)
        reasons = error.reasons.map(\.string)
    }

    private init(status: HTTPResponse.Status, code: String, sentence: String, retryAfter: Int64? = nil) {
        self.status = status
        self.code = code
        self.sentence = sentence
        self.retryAfter = retryAfter
    }

    /// - Parameter code: of the page's words.
    static func other(_ status: HTTPResponse.Status, _ code: String, _ sentence: String) -> KioskProblem {
        KioskProblem(status: status, code: code, sentence: sentence)
    }

    var response: Response {
        var members: JSONObject = ["problem": .text(code), "sentence": .text(sentence)]
        if let retryAfter { members["retryAfter"] = .integer(retryAfter) }
        if !reasons.isEmpty { members["reasons"] = .texts(reasons) }
        return .json(.object(members), status: status)
    }
}

extension Response {
    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONWriter.compact(value))))
    }

    static let done = json(.object(["done": .bool(true)]))
}
