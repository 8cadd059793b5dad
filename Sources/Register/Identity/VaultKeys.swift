package import PassCrypto

/// The keys of a register's vault that are at hand, by their numbers: boxes are sealed with the newest that the register knows, and
/// opened with any.
package struct VaultKeys: Sendable {
    /// The first that a register has is 0.
    package let byNumber: [UInt16: KeyHandle]
    /// Nil as long as the vault has its first key only, from which it is made then.
    package let index: IndexKey?

    package init(_ first: KeyHandle) {
        byNumber = [0: first]
        index = nil
    }

    package init(byNumber: [UInt16: KeyHandle], index: IndexKey?) {
        self.byNumber = byNumber
        self.index = index
    }
}

/// What keyed hashes are made with: 32 bytes that stay the same for as long as there is the register, whatever key boxes are sealed
/// with. Hashes can't be made anew: of the most of them, what was hashed is nowhere.
package final class IndexKey: Sendable {
    package static let byteCount = 32

    let bytes: SecretBytes

    /// - Throws: `CryptoError.wrongLength`.
    package init(_ bytes: consuming SecretBytes) throws(CryptoError) {
        guard bytes.count == Self.byteCount else {
            throw .wrongLength("the key of the index", expected: Self.byteCount, found: bytes.count)
        }
        self.bytes = bytes
    }

    /// Lends the key itself, to write it to a file.
    package func withBytes<Result>(_ body: (borrowing SecretBytes) throws -> Result) rethrows -> Result {
        try body(bytes)
    }

    /// What tells two of them apart, and says nothing of either.
    func check() throws(CryptoError) -> [UInt8] { try Hash.keyedHash(Array("check".utf8), key: bytes, size: .bits128) }
}
