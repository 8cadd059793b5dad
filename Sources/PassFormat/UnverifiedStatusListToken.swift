/// A status list token (draft-ietf-oauth-status-list section 5.2) that was parsed and nothing more.
///
/// Its maps may be in any order, as in the published samples; in everything else it is read as strictly as a pass.
package struct UnverifiedStatusListToken: Hashable, Sendable {
    package let cose: COSESign1
    package let algorithm: COSEAlgorithm
    package let keyID: KeyID
    /// `sub`: the uri that passes name.
    package let subject: WireText
    /// Seconds since 1970.
    package let issuedAt: Int64
    /// `exp`, which ours do not have.
    package let expires: Int64?
    /// Seconds a copy may be kept.
    package let timeToLive: Int64?
    /// What the signature is over.
    package let signedBytes: [UInt8]

    private let compressedList: [UInt8]

    package var signature: [UInt8] { cose.signature }

    package init(decoding bytes: [UInt8]) throws(FormatError) {
        let cose = try COSESign1(decoding: bytes)
        (algorithm, keyID) = try ProtectedHeader.decodeStatusList(cose.protectedBytes)
        let payload = try StatusListPayload(decoding: cose.payload)
        guard payload.bits == StatusList.standardBits else { throw .invalid("bits", "it must be 2") }
        self.cose = cose
        subject = payload.subject
        issuedAt = payload.issuedAt
        expires = payload.expires
        timeToLive = payload.timeToLive
        compressedList = payload.compressedList
        signedBytes = cose.signedBytes
    }

    /// The list itself. Call this only after the signature was verified: a forged one costs memory and time.
    package func inflatedList(maximumCount: Int = StatusList.standardCount) throws(FormatError) -> StatusList {
        try StatusList.inflate(compressedList, bits: StatusList.standardBits, maximumCount: maximumCount)
    }
}
