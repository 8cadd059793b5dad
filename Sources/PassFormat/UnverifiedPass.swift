/// A pass that was parsed and nothing more. Nobody has looked at the signature: no claim in here may be believed or
/// shown.
///
/// Everything in it follows from the envelope, which alone makes two of them equal. It is one reference, so that
/// handing it from rule to rule costs nothing.
package struct UnverifiedPass: Hashable, Sendable {
    private final class Contents: Sendable {
        let cose: COSESign1
        let algorithm: COSEAlgorithm
        let keyID: KeyID
        let claims: PassClaims
        let signedBytes: [UInt8]

        init(_ cose: COSESign1) throws(FormatError) {
            (algorithm, keyID) = try ProtectedHeader.decodePass(cose.protectedBytes)
            claims = try PassClaims(decoding: cose.payload)
            signedBytes = cose.signedBytes
            self.cose = cose
        }
    }

    private let contents: Contents

    package init(decoding bytes: [UInt8]) throws(FormatError) {
        try self.init(COSESign1(decoding: bytes))
    }

    package init(_ cose: COSESign1) throws(FormatError) {
        contents = try Contents(cose)
    }

    package var cose: COSESign1 { contents.cose }

    package var algorithm: COSEAlgorithm { contents.algorithm }

    /// Which keys to try.
    package var keyID: KeyID { contents.keyID }

    package var claims: PassClaims { contents.claims }

    /// What the signature is over.
    package var signedBytes: [UInt8] { contents.signedBytes }

    package var signature: [UInt8] { contents.cose.signature }

    package static func == (left: UnverifiedPass, right: UnverifiedPass) -> Bool {
        left.cose == right.cose
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(cose)
    }
}
