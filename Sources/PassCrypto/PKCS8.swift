/// Ed25519 private keys as PKCS#8: `OneAsymmetricKey` (RFC 5958 section 2) with the algorithm of RFC 8410.
enum PKCS8 {
    /// Where the parts of a key lie in the encoding.
    struct Layout {
        /// The 32 bytes of the seed (`CurvePrivateKey`, RFC 8410 section 7).
        var seed: Range<Int>
        /// The 32 bytes of the public key, which version 2 may carry.
        var publicKey: Range<Int>?
    }

    /// What precedes the seed in version 1 without attributes: the sequence, version 0, the algorithm, and the octet
    /// string in an octet string (the example of RFC 8410 section 10.3).
    static let prefix: [UInt8] = [
        0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    private static let sequence: UInt8 = 0x30
    private static let set: UInt8 = 0x31
    private static let integer: UInt8 = 0x02
    private static let octetString: UInt8 = 0x04
    private static let objectIdentifier: UInt8 = 0x06
    private static let attributesTag: UInt8 = 0xA0
    private static let publicKeyTag: UInt8 = 0x81
    /// id-Ed25519, 1.3.101.112 (RFC 8410 section 3).
    private static let ed25519: [UInt8] = [0x2B, 0x65, 0x70]

    /// Finds the parts; attributes are checked for their form and left alone.
    ///
    /// - Throws: `CryptoError.malformedKey`, or `.unsupportedKey` for another algorithm.
    static func layout(of bytes: Span<UInt8>) throws(CryptoError) -> Layout {
        var outside = DERReader(0..<bytes.count)
        var key = DERReader(try outside.read(sequence, in: bytes))
        try outside.finish()

        let version = try key.read(integer, in: bytes)
        guard version.count == 1, bytes[version.lowerBound] <= 1 else {
            throw .malformedKey("its version is neither 1 nor 2")
        }
        let isVersion2 = bytes[version.lowerBound] == 1

        var algorithm = DERReader(try key.read(sequence, in: bytes))
        let identifier = try algorithm.read(objectIdentifier, in: bytes)
        guard equals(identifier, ed25519, in: bytes) else { throw .unsupportedKey("it is not an Ed25519 key") }
        // RFC 8410 section 3: the parameters MUST be absent.
        try algorithm.finish()

        var wrapped = DERReader(try key.read(octetString, in: bytes))
        let seed = try wrapped.read(octetString, in: bytes)
        try wrapped.finish()
        guard seed.count == SigningKey.seedByteCount else { throw .malformedKey("the key is not 32 bytes long") }

        if key.isNext(attributesTag, in: bytes) {
            try checkAttributes(try key.read(attributesTag, in: bytes), in: bytes)
        }
        // RFC 5958 section 2: version 2 if and only if there is a public key.
        guard isVersion2 else {
            try key.finish()
            return Layout(seed: seed, publicKey: nil)
        }
        let bitString = try key.read(publicKeyTag, in: bytes)
        try key.finish()
        guard bitString.count == PublicKey.byteCount + 1, bytes[bitString.lowerBound] == 0 else {
            throw .malformedKey("its public key is not 32 bytes long")
        }
        return Layout(seed: seed, publicKey: bitString.lowerBound + 1..<bitString.upperBound)
    }

    /// A SET OF Attribute, each a type and a set of values of any kind.
    private static func checkAttributes(_ range: Range<Int>, in bytes: Span<UInt8>) throws(CryptoError) {
        var attributes = DERReader(range)
        while !attributes.isAtEnd {
            var attribute = DERReader(try attributes.read(sequence, in: bytes))
            _ = try attribute.read(objectIdentifier, in: bytes)
            var values = DERReader(try attribute.read(set, in: bytes))
            try attribute.finish()
            while !values.isAtEnd { _ = try values.read(nil, in: bytes) }
        }
    }

    private static func equals(_ range: Range<Int>, _ expected: [UInt8], in bytes: Span<UInt8>) -> Bool {
        range.count == expected.count && range.enumerated().allSatisfy { bytes[$1] == expected[$0] }
    }
}
