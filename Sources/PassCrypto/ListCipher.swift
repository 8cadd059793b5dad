/// Seals the lists of one port, which every gate of the port and nobody else may read (DESIGN section 4).
///
///     seal  = BLAKE2b-256(key: port key, "portpass/list/seal")
///     mark  = BLAKE2b-256(key: port key, "portpass/list/nonce")
///     plain = length (4 bytes, big-endian) || content || zeros up to a multiple of 1,024 bytes
///     file  = nonce[24] || XChaCha20-Poly1305(seal, nonce, ad: the target's name, plain)
///
/// The nonce is the beginning of BLAKE2b-256(key: mark, name || 0 || plain): the same list gives the same file, so that gates
/// fetch only what changed, and another list another nonce. The length is rounded, for it tells how many are looked for.
package final class ListCipher: Sendable {
    package static let keyByteCount = 32
    private static let step = 1_024

    private let seal: SecretBytes
    private let mark: SecretBytes

    /// - Parameter portKey: 32 bytes.
    /// - Throws: `CryptoError.wrongLength`.
    package init(portKey: [UInt8]) throws(CryptoError) {
        guard portKey.count == Self.keyByteCount else {
            throw .wrongLength("a port's key", expected: Self.keyByteCount, found: portKey.count)
        }
        var sealKey = try Hash.keyedHash(Array("portpass/list/seal".utf8), key: portKey)
        var markKey = try Hash.keyedHash(Array("portpass/list/nonce".utf8), key: portKey)
        seal = try SecretBytes(wiping: &sealKey)
        mark = try SecretBytes(wiping: &markKey)
    }

    /// 32 bytes that follow from a content and nobody without the port's key knows.
    package func derive(_ purpose: String, of content: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Hash.keyedHash(Array(purpose.utf8) + [0] + content, key: mark)
    }

    /// - Parameter name: the target's; the list opens under no other.
    package func seal(_ content: [UInt8], as name: String) throws(CryptoError) -> [UInt8] {
        let size = UInt32(clamping: content.count)
        var plain = (0..<4).map { UInt8(truncatingIfNeeded: size >> (24 - 8 * $0)) } + content
        plain += [UInt8](repeating: 0, count: (Self.step - plain.count % Self.step) % Self.step)
        let named = Array(name.utf8)
        let nonce = Array(try Hash.keyedHash(named + [0] + plain, key: mark).prefix(SecretBox.nonceByteCount))
        return try SecretBox.seal(plain, context: named, nonce: nonce, key: seal)
    }

    /// The list in a file; nil when it was sealed with another key or under another name, or is not whole.
    package func open(_ file: [UInt8], as name: String) -> [UInt8]? {
        guard let plain = try? SecretBox.open(file, context: Array(name.utf8), key: seal), plain.count >= 4 else {
            return nil
        }
        let size = plain.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard size <= plain.count - 4 else { return nil }
        return Array(plain[4..<4 + size])
    }
}
