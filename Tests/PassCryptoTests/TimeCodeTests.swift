import PassCrypto
import Testing

@Suite("Codes of an authenticator app")
struct TimeCodeTests {
    static let secret = Array("12345678901234567890".utf8)

    @Test(
        "RFC 6238 appendix B, the rows of SHA-1",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func rfc6238(time: Int64, code: String) {
        #expect(TimeCode.code(secret: Self.secret, step: time / TimeCode.period, digits: 8, hash: .sha1) == code)
    }

    @Test(
        "RFC 6238 appendix B, the rows of SHA-256",
        arguments: [
            (59, "46119246"), (1_111_111_109, "68084774"), (1_111_111_111, "67062674"), (1_234_567_890, "91819424"),
            (2_000_000_000, "90698825"), (20_000_000_000, "77737706"),
        ] as [(Int64, String)])
    func rfc6238SHA256(time: Int64, code: String) {
        let secret = Array("12345678901234567890123456789012".utf8)
        #expect(TimeCode.code(secret: secret, step: time / TimeCode.period, digits: 8) == code)
    }

    @Test(
        "HMAC-SHA-256, RFC 4231 cases 1, 2 and 6",
        arguments: [
            (
                [UInt8](repeating: 0x0B, count: 20), "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ] as [([UInt8], String, String)])
    func hmacSHA256(key: [UInt8], message: String, digest: String) {
        #expect(Hex.encode(Hash.hmacSHA256(Array(message.utf8), key: key)) == digest)
    }

    @Test("RFC 4226 appendix D")
    func rfc4226() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ]
        for (step, code) in codes.enumerated() {
            #expect(TimeCode.code(secret: Self.secret, step: Int64(step), hash: .sha1) == code)
        }
    }

    @Test(
        "HMAC-SHA-1, RFC 2202 cases 1, 2, 6 and 7",
        arguments: [
            ([UInt8](repeating: 0x0B, count: 20), "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
            (
                Array("Jefe".utf8), "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
            ),
            (
                [UInt8](repeating: 0xAA, count: 80), "Test Using Larger Than Block-Size Key - Hash Key First",
                "aa4ae5e15272d00e95705637ce8a3b55ed402112"
            ),
            (
                [UInt8](repeating: 0xAA, count: 80),
                "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"
            ),
        ] as [([UInt8], String, String)])
    func hmac(key: [UInt8], message: String, digest: String) {
        #expect(Hex.encode(SHA1.hmac(Array(message.utf8), key: key)) == digest)
    }

    @Test("SHA-1: the standard's examples, and every length around its blocks, as OpenSSL has them")
    func sha1() {
        #expect(Hex.encode(SHA1.digest(Array("abc".utf8))) == "a9993e364706816aba3e25717850c26c9cd0d89d")
        #expect(
            Hex.encode(SHA1.digest(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8)))
                == "84983e441c3bd26ebaae4aa1f95129e5e54670f1")
        let all = (0..<200).flatMap { length in SHA1.digest((0..<length).map { UInt8($0 % 251) }) }
        #expect(Hex.encode(SHA1.digest(all)) == "ab05664693b2d32b84dd4616c5284c285cc0684a")
    }

    @Test("A code is good for its half minute and one to either side, and once")
    func window() {
        let now: Int64 = 1_800_000_015
        let step = now / TimeCode.period
        func typed(_ offset: Int64) -> [UInt8] { Array(TimeCode.code(secret: Self.secret, step: step + offset).utf8) }
        for offset in -1...1 as ClosedRange<Int64> {
            #expect(
                TimeCode.step(of: typed(offset), secret: Self.secret, hash: .sha256, now: now, after: nil) == step
                    + offset)
        }
        for offset in [-2, 2] as [Int64] {
            #expect(TimeCode.step(of: typed(offset), secret: Self.secret, hash: .sha256, now: now, after: nil) == nil)
        }
        #expect(TimeCode.step(of: typed(0), secret: Self.secret, hash: .sha256, now: now, after: step) == nil)
        #expect(TimeCode.step(of: typed(-1), secret: Self.secret, hash: .sha256, now: now, after: step) == nil)
        #expect(TimeCode.step(of: typed(1), secret: Self.secret, hash: .sha256, now: now, after: step) == step + 1)
        #expect(TimeCode.step(of: [], secret: Self.secret, hash: .sha256, now: now, after: nil) == nil)
        #expect(
            TimeCode.step(of: Array("94287082".utf8), secret: Self.secret, hash: .sha256, now: 59, after: nil) == nil)
    }

    @Test(
        "Base32, RFC 4648 section 10, without padding",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func base32(text: String, encoded: String) { #expect(Base32.encode(Array(text.utf8)) == encoded) }
}
