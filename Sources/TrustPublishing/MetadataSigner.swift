package import PassCrypto

/// Signs metadata with one Ed25519 key, wherever that key is: in this process, in another, in a token.
package protocol MetadataSigner: Sendable {
    var publicKey: PublicKey { get }

    /// The 64-byte signature of `message`. The writer checks it before it uses it.
    func sign(_ message: [UInt8]) throws -> [UInt8]
}

extension KeyHandle: MetadataSigner {}
