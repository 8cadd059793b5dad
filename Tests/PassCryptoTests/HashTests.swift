import PassCrypto
import Testing

@Suite("Hashes")
struct HashTests {
    @Test("SHA-256 of abc is FIPS 180-4's example")
    func abc() {
        #expect(
            Hash.sha256Hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
