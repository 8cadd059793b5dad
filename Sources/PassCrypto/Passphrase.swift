/// What a passphrase must be before it may protect a key.
///
/// 15 characters: the least that NIST SP 800-63B-4 section 3.1.1.2 allows for a password that stands alone; 6 different ones
/// refuse `aaaaaaaaaaaaaaa`. No control characters, so that a line break left at the end is named, and not answered with
/// "wrong passphrase". The bytes are used as they are: no Unicode normalisation.
package enum Passphrase {
    package static let minimumCharacterCount = 15
    package static let minimumDifferentCharacters = 6
    package static let maximumByteCount = 1024

    /// - Throws: `CryptoError.weakPassphrase` with the rule that it breaks.
    package static func check(_ passphrase: borrowing SecretBytes) throws(CryptoError) {
        try passphrase.withBytes { bytes throws(CryptoError) in try check(bytes) }
    }

    private static func check(_ bytes: Span<UInt8>) throws(CryptoError) {
        guard bytes.count <= maximumByteCount else { throw .weakPassphrase("it is longer than 1024 bytes") }
        let text: UTF8Span
        do {
            text = try UTF8Span(validating: bytes)
        } catch {
            throw .weakPassphrase("it is not UTF-8 text")
        }
        var count = 0
        var different = 0
        var scalars = text.makeUnicodeScalarIterator()
        while let scalar = scalars.next() {
            guard scalar.properties.generalCategory != .control else {
                throw .weakPassphrase("it contains a line break or another control character")
            }
            if different < minimumDifferentCharacters, !contains(scalar, before: count, of: text) { different += 1 }
            count += 1
        }
        guard count >= minimumCharacterCount else { throw .weakPassphrase("it needs at least 15 characters") }
        guard different >= minimumDifferentCharacters else {
            throw .weakPassphrase("it needs at least 6 different characters")
        }
    }

    /// Looks again from the start: a table of the characters seen would be a copy of the secret.
    private static func contains(_ wanted: Unicode.Scalar, before limit: Int, of text: UTF8Span) -> Bool {
        var scalars = text.makeUnicodeScalarIterator()
        for _ in 0..<limit where scalars.next() == wanted { return true }
        return false
    }
}
