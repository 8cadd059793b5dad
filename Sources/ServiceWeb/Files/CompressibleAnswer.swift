import HTTPTypes
import Hummingbird
import NIOCore

/// A ``CacheableAnswer`` that is kept in memory both as it is and compressed. Nothing secret is in it: what is compressed along
/// with a secret tells of it by its length.
struct CompressibleAnswer {
    let type: String
    /// Of the plain form.
    let tag: String
    let cacheControl: String
    let plain: ByteBuffer
    let compressed: ByteBuffer?

    func response(to request: Request) throws -> Response {
        let isCompressed = compressed != nil && Self.takesGzip(request.headers[.acceptEncoding])
        let body = isCompressed ? compressed ?? plain : plain
        // A strong tag names bytes, and these are others (RFC 9110 section 8.8.3.3).
        let tag = isCompressed ? "\(tag.dropLast())-gz\"" : tag
        var response = try CacheableAnswer(
            type: type, tag: tag, cacheControl: cacheControl, size: body.readableBytes
        ) {
            ResponseBody(byteBuffer: body)
        }.response(to: request)
        if compressed != nil { response.headers[.vary] = "Accept-Encoding" }
        if isCompressed, response.status == .ok { response.headers[.contentEncoding] = "gzip" }
        return response
    }

    /// `Accept-Encoding` (RFC 9110 section 12.5.3), as far as gzip goes.
    static func takesGzip(_ field: String?) -> Bool {
        guard let field else { return false }
        for entry in field.split(separator: ",") {
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard parts.first == "gzip" || parts.first == "*" else { continue }
            return !parts.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { ("1"..."9").contains($0) } }
        }
        return false
    }
}
