/// What went wrong in PassCrypto: a code to act on and a sentence for a person. It never carries secret bytes.
package struct CryptoError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable name of the kind of error. Open: later versions may add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String

        package init(rawValue: String) {
            self.rawValue = rawValue
        }

        package static let libraryUnavailable = Code(rawValue: "library-unavailable")
        package static let memoryUnavailable = Code(rawValue: "memory-unavailable")
        package static let memoryNotLocked = Code(rawValue: "memory-not-locked")
        package static let wrongLength = Code(rawValue: "wrong-length")
        package static let malformedKey = Code(rawValue: "malformed-key")
        package static let unsupportedKey = Code(rawValue: "unsupported-key")
        package static let weakPassphrase = Code(rawValue: "weak-passphrase")
        package static let malformedSealedKey = Code(rawValue: "malformed-sealed-key")
        package static let cannotOpenSealedKey = Code(rawValue: "cannot-open-sealed-key")
        package static let costOutOfRange = Code(rawValue: "cost-out-of-range")
        package static let cannotOpenPhoto = Code(rawValue: "cannot-open-photo")
    }

    package let code: Code
    package let description: String

    private init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// libsodium can't start: no random source, or a broken installation.
    package static var libraryUnavailable: CryptoError {
        CryptoError(.libraryUnavailable, "libsodium could not start: no source of randomness is available")
    }

    /// The system gave no guarded memory, or not the memory that Argon2id asked for.
    package static var memoryUnavailable: CryptoError {
        CryptoError(.memoryUnavailable, "not enough memory for a secret; free some memory and try again")
    }

    /// The memory of a real key can't be locked, so it could be written to the swap space.
    package static var memoryNotLocked: CryptoError {
        CryptoError(
            .memoryNotLocked,
            "memory for a key cannot be locked; raise the limit (ulimit -l, or LimitMEMLOCK= in the systemd unit)")
    }

    /// A key, nonce, salt or secret does not have its fixed length.
    package static func wrongLength(_ what: StaticString, expected: Int, found: Int) -> CryptoError {
        CryptoError(.wrongLength, "\(what) must be \(expected) bytes long, not \(found)")
    }

    /// A private key file is not what RFC 7468, RFC 5958 and RFC 8410 ask for.
    package static func malformedKey(_ reason: StaticString) -> CryptoError {
        CryptoError(.malformedKey, "not a private key file that can be read: \(reason)")
    }

    /// The private key file holds a key of another algorithm, or an encrypted one.
    package static func unsupportedKey(_ reason: StaticString) -> CryptoError {
        CryptoError(.unsupportedKey, "this private key cannot be used: \(reason)")
    }

    /// The passphrase breaks `Passphrase`'s rule.
    package static func weakPassphrase(_ reason: StaticString) -> CryptoError {
        CryptoError(.weakPassphrase, "the passphrase cannot be used: \(reason)")
    }

    /// The file does not have the form of a sealed key at all.
    package static func malformedSealedKey(_ reason: StaticString) -> CryptoError {
        CryptoError(.malformedSealedKey, "not a sealed key file: \(reason)")
    }

    /// Wrong passphrase or damaged file: nothing tells the two apart, and nothing should.
    package static var cannotOpenSealedKey: CryptoError {
        CryptoError(
            .cannotOpenSealedKey, "the sealed key does not open: the passphrase is wrong or the file is damaged")
    }

    /// Argon2id parameters outside what this program reads or writes.
    package static var costOutOfRange: CryptoError {
        CryptoError(.costOutOfRange, "the sealed key asks for more (or less) work than this program allows")
    }

    /// The blob is damaged, belongs to another pass, or holds a picture other than the one the pass was signed for.
    package static var cannotOpenPhoto: CryptoError {
        CryptoError(.cannotOpenPhoto, "the photo does not open with this pass's secret")
    }
}
