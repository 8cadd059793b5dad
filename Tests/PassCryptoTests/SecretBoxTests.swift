import PassCrypto
import Testing

@Suite("Secret boxes")
struct SecretBoxTests {
    private let key = (0x40..<0x60).map { UInt8($0) }
    private let nonce = (0..<24).map { UInt8($0) }
    private let message = Array("A123456789".utf8)
    private let context = Array("applicant/1".utf8)

    @Test("A box is the one that PyNaCl makes, and opens again")
    func knownAnswer() throws {
        let box = try SecretBox.seal(message, context: context, nonce: nonce, key: guarded(key))
        let expected = """
            000102030405060708090a0b0c0d0e0f1011121314151617d8cdfb337cf86d141d93f783fdbaef8f588a2a27e62a3c0c\
            acea
            """
        #expect(box == hex(expected))
        #expect(try SecretBox.open(box, context: context, key: guarded(key)) == message)
    }

    @Test("Any single bit flipped in box, context or key, and any other length, opens nothing")
    func damage() throws {
        let box = try SecretBox.seal(message, context: context, nonce: nonce, key: guarded(key))
        for bit in 0..<box.count * 8 {
            #expect(try SecretBox.open(box.flipped(bit), context: context, key: guarded(key)) == nil)
        }
        for bit in 0..<context.count * 8 {
            #expect(try SecretBox.open(box, context: context.flipped(bit), key: guarded(key)) == nil)
        }
        for bit in 0..<key.count * 8 {
            #expect(try SecretBox.open(box, context: context, key: guarded(key.flipped(bit))) == nil)
        }
        for count in 0..<box.count {
            #expect(try SecretBox.open(Array(box.prefix(count)), context: context, key: guarded(key)) == nil)
        }
        #expect(try SecretBox.open(box + [0], context: context, key: guarded(key)) == nil)
        #expect(try SecretBox.open(box, context: [], key: guarded(key)) == nil)
    }

    @Test("An empty message and an empty context are sealed like any other")
    func empty() throws {
        let box = try SecretBox.seal([], context: [], nonce: nonce, key: guarded(key))
        #expect(try SecretBox.open(box, context: [], key: guarded(key)) == [])
        #expect(try SecretBox.open(box, context: [0], key: guarded(key)) == nil)
    }

    @Test("Nonce and key have one length each")
    func lengths() {
        let code = { (nonce: [UInt8], key: [UInt8]) in
            errorCode { _ = try SecretBox.seal([], context: [], nonce: nonce, key: guarded(key)) }
        }
        #expect(code([], key) == .wrongLength)
        #expect(code(nonce + [0], key) == .wrongLength)
        #expect(code(nonce, Array(key.dropLast())) == .wrongLength)
        #expect(errorCode { _ = try SecretBox.open([], context: [], key: guarded([])) } == .wrongLength)
    }
}
