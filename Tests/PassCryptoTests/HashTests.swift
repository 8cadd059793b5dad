import PassCrypto
import Testing

@Suite("Hashes, hexadecimal, comparison, randomness")
struct HashTests {
    @Test(
        "SHA-256 and SHA-512 of FIPS 180-4's examples",
        arguments: [
            (
                "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                """
                cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f\
                63b931bd47417a81a538327af927da3e
                """
            ),
            (
                "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                """
                ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd\
                454d4423643ce80e2a9ac94fa54ca49f
                """
            ),
        ])
    func sha2(message: String, sha256: String, sha512: String) {
        let bytes = Array(message.utf8)
        #expect(Hash.sha256Hex(bytes) == sha256)
        #expect(Hash.sha256(bytes) == hex(sha256))
        #expect(Hash.sha512(bytes) == hex(sha512))
    }

    @Test("SHA-256 in pieces is SHA-256 of the whole, wherever it is cut, and a copy goes on by itself")
    func pieces() {
        let message = (0..<200).map { UInt8($0) }
        let expected = Hash.sha256(message)
        for cut in 0...message.count {
            var hash = SHA256()
            hash.update(Array(message[..<cut]))
            var copy = hash
            hash.update(Array(message[cut...]).span)
            #expect(hash.digest == expected)
            #expect(hash.digest == expected)
            copy.update([0xFF])
            #expect(copy.digest == Hash.sha256(message[..<cut] + [0xFF]))
        }
    }

    @Test("BLAKE2b-512 of abc is RFC 7693 appendix A's")
    func blake2b() {
        let expected = """
            ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc95\
            18d38aa8dbf1925ab92386edd4009923
            """
        #expect(Hash.blake2b(Array("abc".utf8), size: .bits512) == hex(expected))
        // Python's hashlib; the length is part of what is hashed.
        #expect(
            Hash.blake2b(Array("abc".utf8)) == hex("bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"))
    }

    @Test("A keyed hash depends on message, key and size, and takes keys of 16 to 64 bytes in any kind of memory")
    func keyed() throws {
        let key = (0..<32).map { UInt8($0) }
        let hash = try Hash.keyedHash([1, 2, 3], key: key)
        #expect(hash == hex("0eba7e2761cb9b7c1cd93237389d4df41e463168820b09577a9fb9a4cd208306"))
        #expect(try Hash.keyedHash([1, 2, 3], key: key, size: .bits128) == hex("1313dda1cc3c99f11b347c3dbe6d3739"))
        #expect(try Hash.keyedHash([1, 2, 3], key: key.span) == hash)
        let secret = try guarded(key)
        let ofSecret = try Hash.keyedHash([1, 2, 3], key: secret)
        #expect(ofSecret == hash)
        #expect(try Hash.keyedHash([1, 2, 3], key: key.flipped(0)) != hash)
        for count in [0, 1, 15, 65, 100] {
            #expect(errorCode { _ = try Hash.keyedHash([], key: [UInt8](repeating: 0, count: count)) } == .wrongLength)
        }
        for count in [16, 64] {
            #expect(errorCode { _ = try Hash.keyedHash([], key: [UInt8](repeating: 0, count: count)) } == nil)
        }
    }

    @Test("Hexadecimal goes there and back, and refuses what is not in pairs of digits")
    func hexadecimal() {
        let all = (0...255).map { UInt8($0) }
        #expect(Hex.decode(Hex.encode(all)) == all)
        #expect(Hex.decode(Hex.encode(all).uppercased()) == all)
        #expect(Hex.encode([0x0A, 0xF0]) == "0af0")
        #expect(Hex.ascii([0x0A, 0xF0]) == Array("0af0".utf8))
        #expect(Hex.decode("") == [])
        for text in ["0", "0g", "0x00", " 00", "00\n", "é0", "000"] { #expect(Hex.decode(text) == nil) }
    }

    @Test("Constant-time comparison is equality")
    func comparison() {
        #expect(ConstantTime.areEqual([], []))
        #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2]))
        for bit in 0..<24 { #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 3].flipped(bit))) }
    }

    @Test("Random bytes have the count asked for and do not repeat")
    func randomness() {
        #expect(SecureRandom.bytes(0).isEmpty)
        #expect(SecureRandom.bytes(-1).isEmpty)
        #expect(SecureRandom.bytes(33).count == 33)
        #expect(Set((0..<1000).map { _ in SecureRandom.bytes(16) }).count == 1000)
        #expect(Set((0..<1000).map { _ in SecureRandom.uint64() }).count == 1000)
    }
}
