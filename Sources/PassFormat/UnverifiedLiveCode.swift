/// A live code that was parsed and nothing more: neither its own signature nor the pass inside has been verified.
package struct UnverifiedLiveCode: Hashable, Sendable {
    package let pass: UnverifiedPass
    /// The key that must have signed the live code, as the still unverified pass names it.
    package let holderKey: HolderKey
    package let audience: WireText
    /// Seconds since 1970, by the holder's phone.
    package let issuedAt: Int64
    package let signature: [UInt8]
    /// What the signature is over.
    package let signedBytes: [UInt8]

    /// Throws also when the pass inside has no holder key: then nothing could prove the live code.
    package init(decoding bytes: [UInt8]) throws(FormatError) {
        let cose = try COSESign1(decoding: bytes)
        let header = try ProtectedHeader.decodeLiveCode(cose.protectedBytes)
        pass = try UnverifiedPass(decoding: header.pass)
        guard let holderKey = pass.claims.holderKey else { throw .missing("cnf") }
        self.holderKey = holderKey
        (audience, issuedAt) = try LiveCodePayload.decode(cose.payload)
        signature = cose.signature
        signedBytes = cose.signedBytes
    }
}
