/// Takes the place of an authenticator app that is lost, once: ten random characters of Crockford's Base32 (50 bits) in two groups.
package struct RecoveryCode: Hashable, Sendable {
    static let randomByteCount = 10
    package static let count = 10
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
        let characters = String(decoding: values.map { Self.alphabet[Int($0)] }, as: UTF8.self)
        return characters.prefix(5) + "-" + characters.suffix(5)
    }

    static let kind = "recovery"

    /// What is hashed: a code is good for one account.
    func secret(of account: AccountID) -> [UInt8] { account.bytes + values }

    /// As it was kept before.
    func verifier(of account: AccountID, _ vault: IdentityVault) throws -> [UInt8] {
        try vault.mac(secret(of: account), Self.kind)
    }
}
