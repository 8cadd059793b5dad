/// What one QR code says.
package struct DecodedCode: Hashable, Sendable {
    /// The content as it stands in the code, unconverted.
    package let bytes: [UInt8]

    /// The content as text; nil when it is not valid UTF-8. A pass is ASCII and always has one.
    package var text: String? { String(validating: bytes, as: UTF8.self) }
}
