import Foundation
import PassCrypto
import Testing

@Suite("PKCS#8 PEM")
struct PEMTests {
    /// RFC 8410 section 10.3, without and with attributes and public key; the seed is the same.
    private static let version1 = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----

        """
    private static let version2 = """
        -----BEGIN PRIVATE KEY-----
        MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
        Z9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PRIVATE KEY-----

        """
    private static let publicKey = hex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1")
    private static let seed = hex("d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842")

    private static func changed(_ text: String, _ part: String, to other: String) -> String {
        text.replacingOccurrences(of: part, with: other)
    }

    /// A case that shows up by its name and not by pages of text.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String

        init(_ name: String, _ text: String) {
            testDescription = name
            self.text = text
        }
    }

    private static let notStrictText: [Case] = [
        Case("nothing", ""), Case("only a line end", "\n"),
        Case("text before", "x\n" + version1), Case("an empty line before", "\n" + version1),
        Case("a mark", "\u{FEFF}" + version1),
        Case("text after", version1 + "x"), Case("an empty line after", version1 + "\n"),
        Case("twice", version1 + version1),
        Case("a header", changed(version1, "KEY-----\nMC", to: "KEY-----\nProc-Type: 4\n\nMC")),
        Case("an empty line", changed(version1, "\nMC", to: "\n\nMC")),
        Case("spaces", changed(version1, "\nMC", to: "\n MC")),
        Case("a space at the end", changed(version1, "VhC\n", to: "VhC \n")),
        Case("a short line first", changed(version1, "MC4C", to: "MC4C\n")),
        Case("one long line", changed(version2, "VhC\n", to: "VhC")),
        Case("no end", changed(version1, "-----END PRIVATE KEY-----\n", to: "")),
        Case("another end", changed(version1, "END PRIVATE", to: "END PUBLIC")),
        Case("lower case", changed(version1, "BEGIN", to: "begin")),
        Case("old line ends", changed(version1, "\n", to: "\r")),
        Case("a zero byte", changed(version1, "VhC", to: "Vh\u{0}")),
        Case("URL alphabet", changed(version1, "+", to: "-")),
        Case("no padding", changed(version2, "uE=", to: "uE")),
        Case("too much padding", changed(version2, "uE=", to: "uE==")),
        Case("bits left over", changed(version2, "uE=", to: "uF=")),
        Case("padding inside", changed(version2, "VhC\n", to: "Vh=\n")),
        Case("nothing inside", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n"),
        Case("a wall of text", version1 + String(repeating: "A", count: 5000)),
    ]

    private static func read(_ text: String) throws -> PublicKey {
        try SigningKey(pem: guarded(text)).publicKey
    }

    private static func armoured(_ der: [UInt8]) -> String {
        let base64 = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN PRIVATE KEY-----\n\(base64)\n-----END PRIVATE KEY-----\n"
    }

    @Test("The keys of RFC 8410 section 10.3 are read, with LF and with CR LF, with and without a last line end")
    func published() throws {
        for text in [Self.version1, Self.version2] {
            for form in [text, text.replacingOccurrences(of: "\n", with: "\r\n"), String(text.dropLast())] {
                #expect(try Self.read(form).bytes == Self.publicKey)
            }
        }
    }

    @Test("Writing gives version 1, byte for byte as in RFC 8410")
    func written() throws {
        let text = try SigningKey(seed: guarded(Self.seed)).pem().exposed()
        #expect(text == Array(Self.version1.utf8))
    }

    @Test("A written key is read again as the same key")
    func roundTrip() throws {
        for _ in 0..<50 {
            let key = try SigningKey.generate()
            let again = try SigningKey(pem: key.pem()).publicKey
            #expect(again == key.publicKey)
        }
    }

    @Test(
        "Text that is not strictly one PEM is refused",
        arguments: notStrictText)
    func strictText(_ sample: Case) {
        #expect(errorCode { _ = try Self.read(sample.text) } == .malformedKey)
    }

    @Test(
        "A key in another form says so",
        arguments: [
            "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
            "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
            // X25519, whose encoding differs in one bit: RFC 8410 section 3.
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                + "-----END PRIVATE KEY-----\n",
        ])
    func unsupported(text: String) {
        #expect(errorCode { _ = try Self.read(text) } == .unsupportedKey)
    }

    @Test("Version 2 whose public key is another is refused: the double-public-key oracle")
    func otherPublicKey() throws {
        let head = hex("3051020101300506032b657004220420") + Self.seed + hex("812100")
        #expect(try Self.read(Self.armoured(head + Self.publicKey)).bytes == Self.publicKey)
        for bit in 0..<256 {
            let text = Self.armoured(head + Self.publicKey.flipped(bit))
            #expect(errorCode { _ = try Self.read(text) } == .malformedKey)
        }
    }

    @Test(
        "DER that is not strictly a OneAsymmetricKey is refused",
        arguments: [
            ("long form length", "30812e020100300506032b657004220420SEED"),
            ("long form length inside", "302f02010030810506032b657004220420SEED"),
            ("two-byte length", "3082002e020100300506032b657004220420SEED"),
            ("indefinite length", "3080020100300506032b657004220420SEED0000"),
            ("one byte after", "302e020100300506032b657004220420SEED00"),
            ("one byte more inside", "302f020100300506032b657004220420SEED00"),
            ("version 3", "302e020102300506032b657004220420SEED"),
            ("version in two bytes", "302f02020000300506032b657004220420SEED"),
            ("no version", "302b300506032b657004220420SEED"),
            ("parameters NULL", "3030020100300706032b6570050004220420SEED"),
            ("a seed not wrapped", "302c020100300506032b65700420SEED"),
            ("a bit string", "302e020100300506032b657003220420SEED"),
            ("a short seed", "302d020100300506032b657004210 41fSHORT"),
            ("something after the wrapped seed", "3030020100300506032b657004240420SEED0500"),
            ("version 1 with public key", "3051020100300506032b657004220420SEED812100PUBLIC"),
            ("version 2 without", "302e020101300506032b657004220420SEED"),
            ("public key with unused bits", "3051020101300506032b657004220420SEED812101PUBLIC"),
            ("public key constructed", "3051020101300506032b657004220420SEEDa12100PUBLIC"),
            ("attributes after the public key", "3053020101300506032b657004220420SEED812100PUBLICa000"),
            ("attributes twice", "3032020100300506032b657004220420SEEDa000a000"),
            ("an attribute that is no sequence", "3032020100300506032b657004220420SEEDa0020500"),
            ("an attribute with a third part", "3039020100300506032b657004220420SEEDa009300706012a31000500"),
            ("an attribute cut short", "3032020100300506032b657004220420SEEDa0023005"),
            ("a length beyond the end", "307f020100300506032b657004220420SEED"),
            ("a huge length", "3084ffffffff020100300506032b657004220420SEED"),
            ("empty", "3000"), ("nothing", "30"),
        ])
    func strictDER(what: String, pattern: String) {
        let der = hex(
            pattern.replacingOccurrences(of: " ", with: "")
                .replacingOccurrences(of: "SEED", with: Hex.encode(Self.seed))
                .replacingOccurrences(of: "SHORT", with: Hex.encode(Array(Self.seed.dropLast())))
                .replacingOccurrences(of: "PUBLIC", with: Hex.encode(Self.publicKey)))
        #expect(!der.isEmpty)
        #expect(errorCode { _ = try Self.read(Self.armoured(der)) } == .malformedKey)
    }

    @Test(
        "A file beyond 4096 bytes is refused, though its form be right",
        arguments: [(2800, nil), (3000, CryptoError.Code.malformedKey)])
    func tooLong(count: Int, expected: CryptoError.Code?) {
        func element(_ tag: UInt8, _ contents: [UInt8]) -> [UInt8] {
            [tag, 0x82, UInt8(contents.count >> 8), UInt8(contents.count & 0xFF)] + contents
        }
        let value = element(0x04, [UInt8](repeating: 0, count: count))
        let attributes = element(0xA0, element(0x30, hex("06012a") + element(0x31, value)))
        let der = element(0x30, hex("020100300506032b657004220420") + Self.seed + attributes)
        let text = Self.armoured(der)
        #expect((text.utf8.count > 4096) == (expected != nil))
        #expect(errorCode { _ = try Self.read(text) } == expected)
    }

    @Test("Empty attributes, which DER allows, are read over")
    func emptyAttributes() throws {
        let der = hex("3030020100300506032b657004220420") + Self.seed + hex("a000")
        #expect(try Self.read(Self.armoured(der)).bytes == Self.publicKey)
    }

    @Test("A character removed or put in anywhere is refused")
    func shifted() {
        for text in [Self.version1, Self.version2] {
            let bytes = Array(text.utf8)
            for index in bytes.indices.dropLast() {
                var shorter = bytes
                shorter.remove(at: index)
                #expect(errorCode { _ = try SigningKey(publicSecretPEM: shorter) } != nil)
                var longer = bytes
                longer.insert(UInt8(ascii: "A"), at: index)
                #expect(errorCode { _ = try SigningKey(publicSecretPEM: longer) } != nil)
                #expect(errorCode { _ = try SigningKey(publicSecretPEM: Array(bytes.prefix(index))) } != nil)
            }
        }
    }

    @Test("Ten thousand changed texts and encodings give a key or an error of a key, never anything else")
    func mutated() {
        var generator = SystemRandomNumberGenerator()
        let codes: Set<CryptoError.Code?> = [nil, .malformedKey, .unsupportedKey]
        let v2 = hex("3051020101300506032b657004220420") + Self.seed + hex("812100") + Self.publicKey
        for _ in 0..<5_000 {
            var text = Array(Self.version2.utf8)
            var der = v2
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                text[Int.random(in: text.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
                der[Int.random(in: der.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            #expect(codes.contains(errorCode { _ = try SigningKey(publicSecretPEM: text) }))
            #expect(codes.contains(errorCode { _ = try Self.read(Self.armoured(der)) }))
        }
    }
}
