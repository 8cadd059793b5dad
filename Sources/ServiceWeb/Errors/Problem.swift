import HTTPTypes
import Hummingbird
import NIOCore
import StrictJSON

/// What a client is told of an error: a problem document (RFC 9457).
struct Problem: Error, Hashable, Sendable {
    let status: HTTPResponse.Status
    /// For programs; stays the same from version to version.
    let code: String
    /// One plain sentence.
    let detail: String
    /// Seconds after which trying again makes sense.
    var retryAfter: Int64?

    init(_ status: HTTPResponse.Status, _ code: String, _ detail: String, retryAfter: Int64? = nil) {
        self.status = status
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
    }

    static let notFound = Problem(.notFound, "not-found", "there is nothing here")
    static let tooLarge = Problem(.contentTooLarge, "too-large", "the request is larger than anything expected here")
    static let internalError = Problem(
        .internalServerError, "internal", "something broke in the service; it is in its log")

    static func badRequest(_ detail: String) -> Problem { Problem(.badRequest, "bad-request", detail) }

    static func wrongType(_ expected: String) -> Problem {
        Problem(.unsupportedMediaType, "wrong-type", "the body must be \(expected), without an encoding")
    }

    static func tooMany(_ wait: Duration) -> Problem {
        let seconds = max(1, wait.components.seconds + (wait.components.attoseconds > 0 ? 1 : 0))
        return Problem(
            .tooManyRequests, "too-many", "too many requests came from this address: wait \(seconds) seconds",
            retryAfter: seconds)
    }

    var response: Response {
        let body = JSONWriter.compact(
            .object([
                "type": .text("about:blank"), "title": .text(status.reasonPhrase),
                "status": .integer(Int64(status.code)),
                "code": .text(code), "detail": .text(detail),
            ]))
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = String(retryAfter) }
        if status == .unauthorized { headers[.wwwAuthenticate] = GateAuthorization.scheme }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
