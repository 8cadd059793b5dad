package import PassCrypto
package import PassFormat

/// Signs messages. The key may be elsewhere: only its public half and the act of signing are asked for.
package protocol MessageSigner: Sendable {
    var publicKey: PublicKey { get }

    func sign(_ bytes: [UInt8]) -> [UInt8]
}

extension MessageSigner {
    /// The signed envelope of a message.
    ///
    /// - Throws: `FormatError` where the message breaks its own limits.
    package func envelope<Content: GateMessage>(_ message: Content) throws(FormatError) -> [UInt8] {
        let header = ProtectedHeader(.message(keyID: KeyID(rawValue: publicKey.keyID), type: Content.type))
        let protected = try header.encoded()
        let payload = try message.encoded()
        let signature = sign(COSESign1.signedBytes(protected: protected, payload: payload))
        let envelope = try COSESign1(protectedBytes: protected, payload: payload, signature: signature).encoded()
        guard envelope.count <= Content.largest else { throw .tooLong("message", limit: Content.largest) }
        return envelope
    }
}
