import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
import PassFormat

/// A file that pages load: it has the hash of its content in its name, so it never changes under it.
struct SiteAsset: Sendable {
    /// `site.0123456789abcdef.css`
    let name: String
    private let type: String
    private let tag: String
    private let bytes: ByteBuffer
    /// Smaller, where it is.
    private let compressed: ByteBuffer?

    /// Nil for a kind of file that no page loads.
    init?(_ file: String, _ bytes: [UInt8]) {
        guard let point = file.lastIndex(of: "."), let type = Self.types[String(file[file.index(after: point)...])]
        else { return nil }
        let hash = Hash.sha256Hex(bytes)
        self.type = type
        name = "\(file[..<point]).\(hash.prefix(16))\(file[point...])"
        tag = EntityTags.tag(hex: String(hash.prefix(32)))
        self.bytes = ByteBuffer(bytes: bytes)
        let gzip = Gzip.compress(bytes)
        compressed = gzip.count < bytes.count * 9 / 10 ? ByteBuffer(bytes: gzip) : nil
    }

    var size: Int { bytes.readableBytes }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
        "png": "image/png", "webmanifest": "application/manifest+json",
    ]

    func response(to request: Request) throws -> Response {
        try CompressibleAnswer(
            type: type, tag: tag, cacheControl: CacheableAnswer.forever, plain: bytes, compressed: compressed
        ).response(to: request)
    }
}
