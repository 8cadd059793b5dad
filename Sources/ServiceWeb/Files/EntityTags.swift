import NIOCore
import PassCrypto
import Synchronization

/// Strong entity tags (RFC 9110 section 8.8.3): the SHA-256 of the bytes, computed once a file.
final class EntityTags: Sendable {
    private static let capacity = 1_024

    private let known = Mutex<[StaticFile.Identity: String]>([:])

    static func tag(of bytes: [UInt8]) -> String { tag(hex: Hash.sha256Hex(bytes)) }

    static func tag(hex: String) -> String { "\"\(hex)\"" }

    func tag(of file: StaticFile) throws -> String {
        if let tag = known.withLock({ $0[file.identity] }) { return tag }
        let tag = Self.tag(of: Array(buffer: try file.read(at: 0, count: file.size)))
        known.withLock { known in
            if known.count >= Self.capacity { known.removeAll() }
            known[file.identity] = tag
        }
        return tag
    }
}
