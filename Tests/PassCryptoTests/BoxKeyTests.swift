import PassCrypto
import Testing

@Suite("Box keys")
struct BoxKeyTests {
    @Test("What is sealed to a key opens with it, and with no other")
    func seal() throws {
        let key = try BoxKey.generate()
        let message = Array("police list".utf8)
        let sealed = try BoxKey.seal(message, to: key.publicKey)
        #expect(sealed.count == message.count + BoxKey.overheadByteCount)
        #expect(key.open(sealed) == message)
        #expect(try BoxKey.generate().open(sealed) == nil)
        #expect(try BoxKey.seal(message, to: key.publicKey) != sealed)
        #expect(try key.open(BoxKey.seal([], to: key.publicKey)) == [])
    }

    @Test("Every bit counts, and every length is answered")
    func damage() throws {
        let key = try BoxKey.generate()
        let sealed = try BoxKey.seal([1, 2, 3], to: key.publicKey)
        for index in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[index] ^= 1 << UInt8(bit)
                // X25519 ignores the highest bit of a public key (RFC 7748 section 5); the nonce is made from all of it.
                #expect(key.open(changed) == nil)
            }
            #expect(key.open(Array(sealed[..<index])) == nil)
        }
    }

    @Test("A scalar has the public key that OpenSSL gives it")
    func publicKey() throws {
        let key = try BoxKey(secret: SecretBytes(copying: [UInt8](0..<32).span))
        #expect(Hex.encode(key.publicKey) == "8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f")
        #expect(key.withSecret { $0.count } == 32)
    }

    @Test("Keys of other lengths, and of small order, are refused")
    func refused() throws {
        #expect(throws: CryptoError.self) { try BoxKey.seal([1], to: [1, 2]) }
        #expect(throws: CryptoError.self) { try BoxKey.seal([1], to: [UInt8](repeating: 0, count: 32)) }
    }
}
