package import PassCrypto
package import PassFormat

/// A message as it arrived: parsed, and nothing of it believed. `verified(by:)` makes a message of it.
package struct UnverifiedMessage<Content: GateMessage>: Sendable {
    /// Which key claims to have signed it.
    package let keyID: KeyID
    /// What it claims. Only for finding the key to verify with (a gate names itself); for nothing else.
    package let claimed: Content

    private let cose: COSESign1

    /// - Throws: `FormatError`, also for an envelope of another type or with too many bytes.
    package init(decoding bytes: [UInt8]) throws(FormatError) {
        guard bytes.count <= Content.largest else { throw .tooLong("message", limit: Content.largest) }
        cose = try COSESign1(decoding: bytes)
        (_, keyID) = try ProtectedHeader.decodeMessage(cose.protectedBytes, type: Content.type)
        claimed = try Content(decoding: cose.payload)
    }

    /// The content, if `key` signed it and is the key that is named.
    package func verified(by key: PublicKey) -> Content? {
        guard key.keyID == keyID.rawValue, key.isValidSignature(cose.signature, for: cose.signedBytes) else {
            return nil
        }
        return claimed
    }
}
