import HTTPTypes
import Hummingbird
import NIOCore

/// An answer that clients and caches keep: with its tag, for how long, and only if they have not got it.
struct CacheableAnswer {
    /// Never changes under its name.
    static let forever = "public, max-age=31536000, immutable"
    /// Asked for again each time, by its tag.
    static let revalidated = "public, no-cache"

    let type: String
    let tag: String
    let cacheControl: String
    let size: Int
    let body: @Sendable () throws -> ResponseBody

    func response(to request: Request) throws -> Response {
        var headers: HTTPFields = [.eTag: tag, .cacheControl: cacheControl]
        if ConditionalRequest.has(tag, field: request.headers[.ifNoneMatch]) {
            var response = Response(status: .notModified, headers: headers)
            // It would be the length of what is not sent.
            response.headers[.contentLength] = nil
            return response
        }
        headers[.contentType] = type
        headers[.contentLength] = String(size)
        return Response(
            status: .ok, headers: headers, body: request.method == .head ? ResponseBody() : try body())
    }
}
