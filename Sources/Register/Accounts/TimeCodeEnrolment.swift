import PassCrypto

/// A secret for an authenticator app, to be shown once.
package struct TimeCodeEnrolment: Hashable, Sendable {
    /// To be typed, in groups of four.
    package let secret: String
    /// For a QR code (the key URI format of Google Authenticator).
    package let uri: String

    init(secret bytes: [UInt8], issuer: String, account: String) {
        let text = Base32.encode(bytes)
        secret = stride(from: 0, to: text.count, by: 4).map { start in
            text.dropFirst(start).prefix(4)
        }.joined(separator: " ")
        let name = Self.escaped(issuer)
        uri =
            "otpauth://totp/\(name):\(Self.escaped(account))?secret=\(text)&issuer=\(name)&algorithm=SHA256&digits=6&period=30"
    }

    /// RFC 3986 section 2.1, everything but unreserved characters.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: String(UnicodeScalar(byte))
            default: "%" + Hex.encode([byte]).uppercased()
            }
        }.joined()
    }
}
