/// A pass ready to be signed: what goes into the envelope, checked and encoded.
package struct PassDraft: Hashable, Sendable {
    package let protectedBytes: [UInt8]
    package let payload: [UInt8]

    /// Throws when a claim breaks its limit, or when the text would come out longer than a card can show.
    package init(_ claims: PassClaims, keyID: KeyID) throws(FormatError) {
        protectedBytes = try ProtectedHeader(.pass(keyID: keyID)).encoded()
        payload = try claims.encoded()
        let placeholder = [UInt8](repeating: 0, count: COSESign1.signatureLength)
        _ = try PassTextWriter.pass(signed(placeholder))
    }

    /// What the issuing key signs.
    package var signedBytes: [UInt8] { COSESign1.signedBytes(protected: protectedBytes, payload: payload) }

    /// The finished pass. Throws `envelope` unless `signature` is 64 bytes; whether it is right is for the caller to
    /// verify.
    package func signed(_ signature: [UInt8]) throws(FormatError) -> COSESign1 {
        try COSESign1(protectedBytes: protectedBytes, payload: payload, signature: signature)
    }
}
