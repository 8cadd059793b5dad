import HTTPTypes
import Hummingbird
import NIOCore
import Register

/// What gates go by, as static files: `/tuf/metadata/…`, `/tuf/targets/…` straight from the repository's folder, and
/// `/status/N`, the address that passes name.
///
/// A publication renames whole files into place and keeps the ones before it for a day, so nothing is locked or copied here.
struct PublishedFiles: Sendable {
    /// Larger files are sent in pieces, so that many slow clients do not fill the memory.
    private static let piece = 128 << 10
    private static let greatestMetadata = 32 << 20
    private static let deepest = 4

    let register: Register
    /// Holds `metadata` and `targets`.
    let folder: StaticFolder
    let tags = EntityTags()

    func add(to router: Router<ServiceContext>) {
        for method in [HTTPRequest.Method.get, .head] {
            router.on("tuf/metadata/:name", method: method) { request, _ in try await metadata(request) }
            router.on("tuf/targets/**", method: method) { request, _ in try await target(request) }
            router.on("status/:list", method: method) { request, _ in try await status(request) }
        }
    }

    /// The names after a prefix in the path as it was sent: nothing is decoded, as no published name needs it.
    private func names(after prefix: String, in request: Request) throws(Problem) -> [String] {
        let path = request.uri.path
        guard path.hasPrefix(prefix) else { throw .notFound }
        let names = path.dropFirst(prefix.count).split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        guard (1...Self.deepest).contains(names.count) else { throw .notFound }
        return names
    }

    private func metadata(_ request: Request) async throws -> Response {
        let names = try names(after: "/tuf/metadata/", in: request)
        guard names.count == 1, let name = names.first, let isVersioned = Self.isVersioned(name),
            let file = folder.open(["metadata", name]), file.size <= Self.greatestMetadata
        else { throw Problem.notFound }
        return try answer(
            file, type: "application/json", tag: tags.tag(of: file),
            cacheControl: isVersioned ? CacheableAnswer.forever : CacheableAnswer.revalidated, to: request)
    }

    private func target(_ request: Request) async throws -> Response {
        let names = try names(after: "/tuf/targets/", in: request)
        guard let last = names.last, let hash = Self.hash(in: last), let file = folder.open(["targets"] + names) else {
            throw Problem.notFound
        }
        return try answer(
            file, type: Self.type(of: names), tag: EntityTags.tag(hex: hash), cacheControl: CacheableAnswer.forever,
            to: request)
    }

    private func answer(
        _ file: StaticFile, type: String, tag: String, cacheControl: String, to request: Request
    ) throws -> Response {
        try CacheableAnswer(type: type, tag: tag, cacheControl: cacheControl, size: file.size) {
            guard file.size > 1 << 20 else {
                return ResponseBody(byteBuffer: try file.read(at: 0, count: file.size))
            }
            return ResponseBody(contentLength: file.size) { writer in
                for offset in stride(from: 0, to: file.size, by: Self.piece) {
                    try await writer.write(file.read(at: offset, count: min(Self.piece, file.size - offset)))
                }
                try await writer.finish(nil)
            }
        }.response(to: request)
    }

    private func status(_ request: Request) async throws -> Response {
        let names = try names(after: "/status/", in: request)
        // Decimal without leading zeros: one list has one address.
        guard names.count == 1, let name = names.first, let list = UInt32(name), String(list) == name,
            let token = try await register.statusToken(Int(list))
        else { throw Problem.notFound }
        return try CacheableAnswer(
            type: "application/statuslist+cwt", tag: EntityTags.tag(of: token),
            cacheControl: CacheableAnswer.revalidated, size: token.count
        ) {
            ResponseBody(byteBuffer: ByteBuffer(bytes: token))
        }.response(to: request)
    }

    /// Whether a metadata file has its version in its name; nil when it is none that is published.
    static func isVersioned(_ name: String) -> Bool? {
        if name == "timestamp.json" { return false }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2] == "json", let version = UInt32(parts[0]), version > 0,
            String(version) == parts[0], !parts[1].isEmpty,
            parts[1].utf8.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
        else { return nil }
        return true
    }

    /// The hash that a target's file name begins with.
    static func hash(in name: String) -> String? {
        guard let point = name.firstIndex(of: "."), name.index(after: point) < name.endIndex else { return nil }
        let hash = name[..<point]
        guard hash.utf8.count == 64,
            hash.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            })
        else { return nil }
        return String(hash)
    }

    static func type(of names: [String]) -> String {
        if names.count == 2, names[0] == "status" { return "application/statuslist+cwt" }
        if names.count == 2, names[0] == "audit" { return "text/plain; charset=utf-8" }
        return names.last?.hasSuffix(".json") ?? false ? "application/json" : "application/octet-stream"
    }
}
