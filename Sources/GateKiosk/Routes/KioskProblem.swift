import HTTPTypes
import Hummingbird
import NIOCore
import StrictJSON

/// Why a request was not carried out: a code that the page has words for, and a sentence for whoever asks by hand.
struct KioskProblem: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    let code: String
    let sentence: String
    /// Seconds after which it may be tried again.
    var retryAfter: Int64?

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

    var response: Response {
        var members: JSONObject = ["problem": .text(code), "sentence": .text(sentence)]
        if let retryAfter { members["retryAfter"] = .integer(retryAfter) }
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
