import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PassCrypto
import PassRender

/// The files that the page of a pass is made of, read once and compressed once: scripts, style sheets, icons, and the QR encoder of
/// Debian's node-qrcode-generator where it is installed.
///
/// All of one version have one address in common, made of what they hold, so that a script never meets another version's. Only the
/// worker has an address that stays: a browser looks there for a newer one.
struct PassAssets: Sendable {
    static let encoderName = "qrcode.js"
    private static let workerName = "worker.js"
    private static let sizeLimit = 1_000_000
    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml; charset=utf-8",
        "png": "image/png",
    ]

    private struct File: Sendable {
        let type: String
        let bytes: [UInt8]
        /// Nil where it would gain nothing.
        let compressed: [UInt8]?
        let tag: String
    }

    /// 16 hexadecimal digits.
    let version: String
    private let files: [String: File]

    /// Whether live codes can be drawn.
    var hasEncoder: Bool { files[Self.encoderName] != nil }
    /// What the files' addresses begin with.
    var path: String { "/assets/pass/\(version)" }
    var worker: String { "/assets/pass/\(Self.workerName)" }

    /// - Parameter encoder: the encoder's file, which may be missing.
    /// - Throws: ``SiteFilesError``.
    init(folder: String, encoder: String?) throws(SiteFilesError) {
        var contents: [String: [UInt8]] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where Self.type(of: name) != nil {
            contents[name] = try Self.contents("\(folder)/\(name)")
        }
        guard contents[Self.workerName] != nil, contents["page.js"] != nil else {
            throw SiteFilesError("\(folder) can't be read: install the package again, or name the folder with --web")
        }
        if let encoder, FileManager.default.fileExists(atPath: encoder) {
            contents[Self.encoderName] = try Self.contents(encoder)
        }
        var files: [String: File] = [:]
        var hash = SHA256()
        for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
            let digest = Hash.sha256Hex(bytes)
            hash.update(Array("\(name) \(digest)\n".utf8))
            let small: [UInt8]
            do { small = try Deflate.gzip(bytes) } catch {
                throw SiteFilesError("\(name) can't be compressed: \(error)")
            }
            files[name] = File(
                type: Self.type(of: name) ?? "", bytes: bytes, compressed: small.count < bytes.count ? small : nil,
                tag: digest)
        }
        self.files = files
        version = Hex.encode(Array(hash.digest.prefix(8)))
    }

    private static func contents(_ path: String) throws(SiteFilesError) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path), data.count <= sizeLimit else {
            throw SiteFilesError("\(path) can't be read: install the package again, or name the folder with --web")
        }
        return Array(data)
    }

    private static func type(of name: String) -> String? {
        name.split(separator: ".").last.flatMap { types[String($0)] }
    }

    func add(to router: Router<ServiceContext>) {
        for (name, file) in files where name != Self.workerName {
            router.get(RouterPath("assets/pass/\(version)/\(name)")) { request, _ in
                try Self.answer(file, cacheControl: CacheableAnswer.forever, to: request)
            }
        }
        guard let worker = files[Self.workerName] else { return }
        router.get(RouterPath("assets/pass/\(Self.workerName)")) { request, _ in
            var response = try Self.answer(worker, cacheControl: CacheableAnswer.revalidated, to: request)
            response.headers[.serviceWorkerAllowed] = "/"
            // A worker goes by the policy that it came with.
            response.headers[.contentSecurityPolicy] = "default-src 'none'; connect-src 'self'"
            return response
        }
    }

    private static func answer(_ file: File, cacheControl: String, to request: Request) throws -> Response {
        let compressed = AcceptedEncoding.hasGzip(request.headers[.acceptEncoding]) ? file.compressed : nil
        let bytes = compressed ?? file.bytes
        var response = try CacheableAnswer(
            type: file.type, tag: EntityTags.tag(hex: compressed == nil ? file.tag : file.tag + "-gzip"),
            cacheControl: cacheControl, size: bytes.count
        ) {
            ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        }.response(to: request)
        response.headers[.vary] = "Accept-Encoding"
        if compressed != nil, response.status == .ok { response.headers[.contentEncoding] = "gzip" }
        return response
    }
}
