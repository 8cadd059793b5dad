/// A pass that was parsed and nothing more. Nobody has looked at the signature: no claim in here may be believed or shown.
package struct UnverifiedPass: Hashable, Sendable {
    package let cose: COSESign1
    package let algorithm: COSEAlgorithm
    /// Which keys to try.
    package let keyID: KeyID
    package let claims: PassClaims
    /// What the signature is over.
    package let signedBytes: [UInt8]

    package var signature: [UInt8] { cose.signature }

    package init(decoding bytes: [UInt8]) throws(FormatError) {
        try self.init(COSESign1(decoding: bytes))
    }

    package init(_ cose: COSESign1) throws(FormatError) {
        (algorithm, keyID) = try ProtectedHeader.decodePass(cose.protectedBytes)
        claims = try PassClaims(decoding: cose.payload)
        signedBytes = cose.signedBytes
        self.cose = cose
    }
}
