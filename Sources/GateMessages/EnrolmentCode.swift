package import PassCrypto

/// The code that makes a kiosk a gate, once: 100 random bits in 20 characters of Crockford's Base32, in groups of five, made
/// to be read aloud and typed.
package struct EnrolmentCode: Hashable, Sendable {
    package static let characterCount = 20

    /// Below 32.
    private let values: [UInt8]

    /// - Parameter random: Twenty random bytes.
    package init(random: [UInt8]) {
        values = Crockford32.values(
            random: (0..<Self.characterCount).map { random.indices.contains($0) ? random[$0] : 0 })
    }

    /// What a person typed: case, spaces and dashes do not matter, and I, L and O are read as 1, 1 and 0.
    ///
    /// - Returns: nil when it is no code.
    package init?(_ text: String) {
        guard let values = Crockford32.values(typed: text), values.count == Self.characterCount else { return nil }
        self.values = values
    }

    /// For people: four groups of five.
    package var text: String { Crockford32.text(values, groupsOf: 5) }

    /// What a kiosk that knows the code sends in its place.
    package func proof(key: PublicKey, boxKey: [UInt8]) throws(CryptoError) -> [UInt8] {
        try Self.proof(ofVerifier: verifier, key: key, boxKey: boxKey)
    }

    /// What the service keeps of the code: enough to check a proof, and useless to whoever reads the database once the code
    /// has been used or has run out.
    package var verifier: [UInt8] { Hash.blake2b(Array("portpass/enrolment/v1\(Crockford32.text(values))".utf8)) }

    package static func proof(ofVerifier verifier: [UInt8], key: PublicKey, boxKey: [UInt8]) throws(CryptoError)
        -> [UInt8]
    {
        try Hash.keyedHash(key.bytes + boxKey, key: verifier)
    }
}
