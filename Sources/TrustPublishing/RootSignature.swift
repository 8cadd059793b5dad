package import PassCrypto

/// A signature over an unsigned root, made wherever the root key is kept.
package struct RootSignature: Hashable, Sendable {
    package let publicKey: PublicKey
    /// 64 bytes.
    package let signature: [UInt8]

    package init(publicKey: PublicKey, signature: [UInt8]) {
        self.publicKey = publicKey
        self.signature = signature
    }
}
