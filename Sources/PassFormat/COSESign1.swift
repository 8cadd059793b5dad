/// A COSE_Sign1 envelope (RFC 9052 section 4.2) in the profile of passes: tag 18, nothing unprotected, 64 bytes of
/// signature.
package struct COSESign1: Hashable, Sendable {
    /// The encoded protected header, kept as received: it is part of what is signed.
    package let protectedBytes: [UInt8]
    package let payload: [UInt8]
    /// Always 64 bytes.
    package let signature: [UInt8]

    package static let signatureLength = 64

    private static let tag: UInt64 = 18

    /// Throws `envelope` unless `signature` is 64 bytes.
    package init(protectedBytes: [UInt8], payload: [UInt8], signature: [UInt8]) throws(FormatError) {
        guard signature.count == Self.signatureLength else { throw .envelope("the signature is not 64 bytes") }
        self.protectedBytes = protectedBytes
        self.payload = payload
        self.signature = signature
    }

    package init(decoding bytes: [UInt8]) throws(FormatError) {
        try self.init(decoding: bytes.span)
    }

    package init(decoding bytes: Span<UInt8>) throws(FormatError) {
        var reader = CBORReader(bytes)
        try reader.readTag()
        guard try reader.readArray().remaining == 4 else { throw .envelope("it does not have four parts") }
        let protectedBytes = try reader.readByteString()
        var unprotected = try reader.readMap()
        guard unprotected.remaining == 0 else { throw .envelope("its unprotected header is not empty") }
        try reader.endMap(&unprotected)
        let payload = try reader.readByteString()
        let signature = try reader.readByteString()
        try reader.finish()
        try self.init(protectedBytes: protectedBytes, payload: payload, signature: signature)
    }

    package func encoded() -> [UInt8] {
        var writer = CBORWriter()
        writer.writeTag(Self.tag)
        writer.writeArray(count: 4)
        writer.write(bytes: protectedBytes)
        writer.writeEmptyMap()
        writer.write(bytes: payload)
        writer.write(bytes: signature)
        return writer.bytes
    }

    package var signedBytes: [UInt8] {
        Self.signedBytes(protected: protectedBytes, payload: payload)
    }

    /// The Sig_structure that is signed: `["Signature1", protected, h'', payload]` (RFC 9052 section 4.4).
    package static func signedBytes(protected: [UInt8], payload: [UInt8]) -> [UInt8] {
        var writer = CBORWriter(reservingCapacity: protected.count + payload.count + 24)
        writer.writeArray(count: 4)
        writer.write(signatureContext)
        writer.write(bytes: protected)
        writer.write(bytes: [])
        writer.write(bytes: payload)
        return writer.bytes
    }

    private static let signatureContext: WireText = "Signature1"
}
