/// What an invitation's message has in it, to be typed: 24 random characters of Crockford's Base32 (120 bits) in groups of
/// four: enough for a plain keyed hash (OWASP ASVS 5.0, V6.5.2), and read once from a message or a sheet.
package struct InvitationCode: Hashable, Sendable {
    static let randomByteCount = 24
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    private let values: [UInt8]

    init?(random: [UInt8]) {
        guard random.count == Self.randomByteCount else { return nil }
        values = random.map { $0 & 31 }
    }

    /// What a person typed; case, spaces and dashes do not matter, and I, L and O are read as 1, 1 and 0.
    package init?(typed text: String) {
        var values: [UInt8] = []
        for byte in ContactText.plain(text).uppercased().utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            case UInt8(ascii: "I"), UInt8(ascii: "L"): values.append(1)
            case UInt8(ascii: "O"): values.append(0)
            default:
                guard let value = Self.alphabet.firstIndex(of: byte) else { return nil }
                values.append(UInt8(value))
            }
        }
        guard values.count == Self.randomByteCount else { return nil }
        self.values = values
    }

    package var text: String {
        stride(from: 0, to: Self.randomByteCount, by: 4)
            .map { start in String(decoding: values[start..<start + 4].map { Self.alphabet[Int($0)] }, as: UTF8.self) }
            .joined(separator: "-")
    }

    func verifier(_ vault: IdentityVault) throws -> [UInt8] { try vault.mac(values, "invitation") }
}
