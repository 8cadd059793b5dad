import HTTPTypes
import Hummingbird
import NIOCore

/// One range of bytes of what a client has a part of (RFC 9110 section 14).
enum ByteRange {
    private static let type = "application/octet-stream"

    /// The bytes that were asked for. What never changes under its name needs no `If-Range`.
    static func response(to request: Request, with bytes: [UInt8]) -> Response {
        var headers: HTTPFields = [.contentType: type, .acceptRanges: "bytes", .cacheControl: "no-store"]
        guard let range = requested(request.headers[.range], of: bytes.count) else {
            return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        guard !range.isEmpty else {
            headers[.contentRange] = "bytes */\(bytes.count)"
            return Response(status: .rangeNotSatisfiable, headers: headers)
        }
        headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
        return Response(
            status: .partialContent, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[range])))
    }

    /// - Returns: nil for everything, which is also the answer to several ranges and to what can't be read (sections 14.2 and
    ///   14.1.1 there); an empty range where nothing of it is here.
    static func requested(_ field: String?, of count: Int) -> Range<Int>? {
        guard let field, field.hasPrefix("bytes=") else { return nil }
        let parts = field.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let first = number(parts[0]) else { return nil }
        guard !parts[1].isEmpty else { return first < count ? first..<count : 0..<0 }
        guard let last = number(parts[1]), last >= first else { return nil }
        return first < count ? first..<min(last, count - 1) + 1 : 0..<0
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
