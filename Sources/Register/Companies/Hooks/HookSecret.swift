import Foundation
import PassCrypto

/// What an endpoint verifies with that we told it (Standard Webhooks, "Signature scheme"): `whsec_` and the Base64 of 24 to 64 random
/// bytes; ours have 32.
package struct HookSecret: Hashable, Sendable {
    static let byteCount = 32
    private static let prefix = "whsec_"
    private static let blockByteCount = 64

    let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard (24...Self.blockByteCount).contains(bytes.count) else { return nil }
        self.bytes = bytes
    }

    package init?(text: String) {
        guard text.hasPrefix(Self.prefix), let data = Data(base64Encoded: String(text.dropFirst(Self.prefix.count)))
        else { return nil }
        self.init([UInt8](data))
    }

    /// As it is shown, once.
    package var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// `v1,` and the Base64 of the HMAC of `id.timestamp.body`.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        "v1," + Data(authentication(of: Array("\(id).\(timestamp).".utf8) + body)).base64EncodedString()
    }

    /// HMAC-SHA-256 (RFC 2104), under a key of no more than a block.
    private func authentication(of message: [UInt8]) -> [UInt8] {
        let block = bytes + [UInt8](repeating: 0, count: Self.blockByteCount - bytes.count)
        return Hash.sha256(block.map { $0 ^ 0x5C } + Hash.sha256(block.map { $0 ^ 0x36 } + message))
    }
}
