import PassFormat
import Testing

struct `COSE_Sign1` {
    private struct Example: Decodable {
        struct Output: Decodable {
            let cbor: String
        }

        struct Intermediates: Decodable {
            let ToBeSign_hex: String
        }

        let title: String
        let intermediates: Intermediates
        let output: Output
    }

    private static let examples = [
        "eddsa-sig-01", "eddsa-sig-02", "sign-fail-01", "sign-fail-02", "sign-fail-03", "sign-fail-04", "sign-fail-06",
        "sign-fail-07", "sign-pass-01", "sign-pass-02", "sign-pass-03",
    ]

    /// The working group's examples all carry the key id in the unprotected header, where anybody could change it: the
    /// profile refuses every one of them. What can be checked is the structure that is signed.
    @Test(.enabled(if: Vectors.arePresent, Vectors.absence), arguments: examples)
    func `refuses the working group's examples for their unprotected headers`(name: String) throws {
        let example = try Vectors.json("cose-wg/\(name).json", as: Example.self)
        let bytes = [UInt8](hex: example.output.cbor)
        #expect(throws: FormatError.self) { try COSESign1(decoding: bytes) }
        if !name.hasSuffix("fail-01"), !name.hasSuffix("pass-03") {
            #expect(throws: FormatError.envelope("its unprotected header is not empty")) {
                try COSESign1(decoding: bytes)
            }
        }
    }

    /// Left out: `sign-pass-01` (an empty map written as h'a0', signed as h'': refused for want of an algorithm),
    /// `sign-pass-02` (external data, which passes do not have) and `sign-fail-07` (its header was changed after
    /// signing).
    @Test(
        .enabled(if: Vectors.arePresent, Vectors.absence),
        arguments: ["eddsa-sig-01", "eddsa-sig-02", "sign-fail-02", "sign-pass-03"])
    func `signs the Sig_structure of the working group's examples`(name: String) throws {
        let example = try Vectors.json("cose-wg/\(name).json", as: Example.self)
        let header = [UInt8](hex: name == "eddsa-sig-01" ? "a201270300" : name == "eddsa-sig-02" ? "a10127" : "a10126")
        #expect(
            COSESign1.signedBytes(protected: header, payload: Array("This is the content.".utf8))
                == [UInt8](hex: example.intermediates.ToBeSign_hex))
    }

    /// RFC 9052 section 4.4 and appendix C.2.1.
    private static let printed = [UInt8](
        hex: "846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e742e")

    @Test func `signs the Sig_structure of RFC 9052 section 4.4`() {
        #expect(
            COSESign1.signedBytes(protected: [UInt8](hex: "a10126"), payload: Array("This is the content.".utf8))
                == Self.printed)
        // The lengths of both parts take the shortest form, also when they are long.
        let long = COSESign1.signedBytes(
            protected: [UInt8](repeating: 1, count: 300), payload: [UInt8](repeating: 2, count: 70_000))
        #expect(long.starts(with: [UInt8](hex: "846a5369676e617475726531 59012c 01")))
        #expect(long[(12 + 3 + 300)...].starts(with: [UInt8](hex: "40 5a00011170 02")))
    }

    @Test(
        .enabled(if: Vectors.arePresent, Vectors.absence),
        arguments: ["issuer_cwt", "kbt", "nested_issuer_cwt", "nested_kbt"])
    func `refuses the SD-CWT examples, whole and cut anywhere`(name: String) throws {
        let bytes = try [UInt8](Vectors.data("sd-cwt/examples/\(name).cbor"))
        #expect(throws: FormatError.self) { try UnverifiedPass(decoding: bytes) }
        #expect(throws: FormatError.self) { try UnverifiedLiveCode(decoding: bytes) }
        #expect(throws: FormatError.self) { try UnverifiedStatusListToken(decoding: bytes) }
        for length in bytes.indices {
            let cut = Array(bytes[..<length])
            #expect(throws: FormatError.self) { try UnverifiedLiveCode(decoding: cut) }
        }
    }

    @Test(arguments: [
        "8440a0404000",
        "d28340a040", "d28540a0404000", "d2a0", "d240", "d28440a04040", "d28440a0405800",
        "d28440a040583f", "d28440a0f640", "d28440a040f6", "d28440804040", "d284a0a04040", "d28460a04040",
        "d28440a06040",
        "d28440a1000040", "d2d28440a04040", "d83d d28440a04040",
    ])
    func `refuses another structure`(hex: String) {
        #expect(throws: FormatError.self) { try COSESign1(decoding: [UInt8](hex: hex)) }
    }

    @Test func `needs 64 bytes of signature and nothing after it`() throws {
        for count in [0, 1, 63, 65, 114] {
            let signature = [UInt8](repeating: 7, count: count)
            let head = count < 24 ? [0x40 + UInt8(count)] : [0x58, UInt8(count)]
            let bytes = [UInt8](hex: "d28440a040") + head + signature
            #expect(throws: FormatError.envelope("the signature is not 64 bytes")) { try COSESign1(decoding: bytes) }
            #expect(throws: FormatError.envelope("the signature is not 64 bytes")) {
                try COSESign1(protectedBytes: [], payload: [], signature: signature)
            }
        }
        let good = [UInt8](hex: "d28440a0405840") + [UInt8](repeating: 7, count: 64)
        #expect(try COSESign1(decoding: good).encoded() == good)
        #expect(throws: FormatError.trailingBytes) { try COSESign1(decoding: good + [0]) }
    }
}
