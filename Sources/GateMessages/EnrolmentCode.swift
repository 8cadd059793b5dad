package import PassCrypto

/// The code that makes a kiosk a gate, once: 100 random bits in 20 characters of Crockford's Base32, in groups of five, made
/// to be read aloud and typed.
package struct EnrolmentCode: Hashable, Sendable {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    package static let characterCount = 20

    /// Upper-case, without dashes.
    private let characters: [UInt8]

    /// - Parameter random: Twenty random bytes.
    package init(random: [UInt8]) {
        characters = (0..<Self.characterCount).map { index in
            Self.alphabet[Int(random.indices.contains(index) ? random[index] & 31 : 0)]
        }
    }

    /// What a person typed: case, spaces and dashes do not matter, and I, L and O are read as 1, 1 and 0.
    ///
    /// - Returns: nil when it is no code.
    package init?(_ text: String) {
        var characters: [UInt8] = []
        for byte in text.uppercased().utf8 {
            switch byte {
            case UInt8(ascii: "-"), UInt8(ascii: " "): continue
            case UInt8(ascii: "I"), UInt8(ascii: "L"): characters.append(UInt8(ascii: "1"))
            case UInt8(ascii: "O"): characters.append(UInt8(ascii: "0"))
            default:
                guard Self.alphabet.contains(byte) else { return nil }
                characters.append(byte)
            }
        }
        guard characters.count == Self.characterCount else { return nil }
        self.characters = characters
    }

    /// For people: four groups of five.
    package var text: String {
        stride(from: 0, to: Self.characterCount, by: 5)
            .map { String(decoding: characters[$0..<$0 + 5], as: UTF8.self) }.joined(separator: "-")
    }

    /// What a kiosk that knows the code sends in its place.
    package func proof(key: PublicKey, boxKey: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Self.proof(ofVerifier: verifier, key: key, boxKey: boxKey)
    }

    /// What the service keeps of the code: enough to check a proof, and useless to whoever reads the database once the code
    /// has been used or has run out.
    package var verifier: [UInt8] { Hash.blake2b(Array("portpass/enrolment/v1".utf8) + characters) }

    package static func proof(ofVerifier verifier: [UInt8], key: PublicKey, boxKey: [UInt8]) throws(CryptoError)
        -> [UInt8]
    {
        try Hash.keyedHash(key.bytes + boxKey, key: verifier)
    }
}
