/// A status list token ready to be signed with a status key.
package struct StatusListDraft: Hashable, Sendable {
    package let protectedBytes: [UInt8]
    package let payload: [UInt8]

    /// - Parameters:
    ///   - subject: the uri that passes name.
    ///   - issuedAt: seconds since 1970.
    ///   - timeToLive: seconds a copy may be kept.
    package init(
        subject: WireText, issuedAt: Int64, timeToLive: Int64?, list: StatusList, keyID: KeyID
    ) throws(FormatError) {
        protectedBytes = try ProtectedHeader(.statusList(keyID: keyID)).encoded()
        payload = try StatusListPayload(
            subject: subject, issuedAt: issuedAt, timeToLive: timeToLive, list: list
        ).encoded()
    }

    /// What the status key signs.
    package var signedBytes: [UInt8] { COSESign1.signedBytes(protected: protectedBytes, payload: payload) }

    /// The finished token. Throws `envelope` unless `signature` is 64 bytes.
    package func signed(_ signature: [UInt8]) throws(FormatError) -> COSESign1 {
        try COSESign1(protectedBytes: protectedBytes, payload: payload, signature: signature)
    }
}
