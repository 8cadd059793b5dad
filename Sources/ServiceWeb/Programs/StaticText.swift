import HTTPTypes
import Hummingbird
import NIOCore

/// A text that is the same for everybody until another version is started.
struct StaticText: Sendable {
    private let bytes: [UInt8]
    private let tag: String
    private let type: String

    init(_ bytes: [UInt8], type: String) {
        self.bytes = bytes
        self.type = type
        tag = EntityTags.tag(of: bytes)
    }

    func response(to request: Request) -> Response {
        let bytes = bytes
        let answer = CacheableAnswer(
            type: type, tag: tag, cacheControl: CacheableAnswer.revalidated, size: bytes.count,
            body: { ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)) })
        return (try? answer.response(to: request)) ?? Response(status: .internalServerError)
    }
}
