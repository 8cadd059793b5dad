import PassCrypto
import Testing

@Suite("Public keys")
struct PublicKeyTests {
    @Test(
        "The key id is the start of the COSE key thumbprint, as an independent implementation has it",
        arguments: [
            ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", 0x866e_efbd_6718_c884 as UInt64),
            ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", 0x51d5_3691_575b_17e3),
        ])
    func keyID(x: String, expected: UInt64) throws {
        let key = try PublicKey(hex(x))
        #expect(key.keyID == expected)
        #expect(key.thumbprint == Hash.sha256([0xA3, 1, 1, 0x20, 6, 0x21, 0x58, 0x20] + hex(x)))
        #expect(key.thumbprint.count == 32)
    }

    @Test("A key of another length is refused", arguments: [0, 1, 31, 33, 64])
    func lengths(count: Int) {
        #expect(errorCode { _ = try PublicKey([UInt8](repeating: 1, count: count)) } == .wrongLength)
    }

    @Test("A key of small order verifies nothing, not even what was made for it")
    func smallOrder() throws {
        // The neutral element as key and R, S = 0: the equation holds for every message.
        let neutral: [UInt8] = [1] + [UInt8](repeating: 0, count: 31)
        let signature = neutral + [UInt8](repeating: 0, count: 32)
        #expect(try !PublicKey(neutral).isValidSignature(signature, for: [1, 2, 3]))
    }
}
