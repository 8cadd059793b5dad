/// A live code ready to be signed on the holder's phone; the service makes them only for demonstrations and tests.
package struct LiveCodeDraft: Hashable, Sendable {
    package let protectedBytes: [UInt8]
    package let payload: [UInt8]

    /// - Parameters:
    ///   - audience: the issuer whose gates are meant.
    ///   - issuedAt: seconds since 1970.
    package init(pass: COSESign1, audience: WireText, issuedAt: Int64) throws(FormatError) {
        protectedBytes = try ProtectedHeader(.liveCode(pass: pass.encoded())).encoded()
        payload = try LiveCodePayload.encode(audience: audience, issuedAt: issuedAt)
    }

    /// What the holder's key signs.
    package var signedBytes: [UInt8] { COSESign1.signedBytes(protected: protectedBytes, payload: payload) }

    /// The finished live code. Throws `envelope` unless `signature` is 64 bytes.
    package func signed(_ signature: [UInt8]) throws(FormatError) -> COSESign1 {
        try COSESign1(protectedBytes: protectedBytes, payload: payload, signature: signature)
    }
}
