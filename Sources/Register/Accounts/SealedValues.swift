import PassCrypto
import StrictJSON

/// Texts by name, sealed for the one thing they are about: an account, a company, an entry of a roster.
enum SealedValues {
    /// What is sealed is padded to a multiple of this many bytes, so that a length does not tell one person from another.
    private static let block = 256

    /// - Parameters:
    ///   - kind: a word that nothing else that is sealed begins with.
    ///   - nonce: 24 random bytes.
    static func seal(
        _ values: FieldValues, _ kind: StaticString, of id: [UInt8], nonce: [UInt8], _ vault: IdentityVault
    ) throws -> [UInt8] {
        var bytes = JSONWriter.compact(values.json)
        // White space at the end, which JSON allows (RFC 8259 section 2).
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: (block - bytes.count % block) % block)
        return try vault.seal(bytes, context: context(kind, id), nonce: nonce)
    }

    /// - Throws: ``RegisterError`` when it was sealed with another key, or for something else.
    static func open(
        _ box: [UInt8], _ kind: StaticString, of id: [UInt8], _ vault: IdentityVault
    ) throws -> FieldValues {
        guard let bytes = try vault.open(box, context: context(kind, id)),
            let values = FieldValues(try JSONReader.read(bytes))
        else { throw RegisterError.damaged("something that is sealed with another key") }
        return values
    }

    static func context(_ kind: StaticString, _ id: [UInt8]) -> [UInt8] { Array("\(kind):".utf8) + id }
}
