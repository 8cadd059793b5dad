import PassCrypto
import Testing

@Suite("Photo cipher")
struct PhotoCipherTests {
    private let jpeg = hex("ffd8ffe000104a46494600ffd9")
    private let salt = (0x20..<0x40).map { UInt8($0) }
    private let nonce = (0x40..<0x58).map { UInt8($0) }
    private let secret = hex("b4300c4cee53b5c6971de53c2294616b")

    @Test("Secret, name and blob are those that Python's hashlib and PyNaCl make")
    func knownAnswer() throws {
        let sealed = try PhotoCipher.seal(jpeg: jpeg, salt: salt, nonce: nonce)
        #expect(sealed.secret == secret)
        #expect(sealed.name == "379f9e51c38ada13412d3fdf77dc4f3e")
        let blob = """
            404142434445464748494a4b4c4d4e4f505152535455565789c3e20896d17ca0cb72d58f10225b8405057b537b085847\
            bb045e9a166f9981942cacee2f95f4890bd789c15e733bf25154286dec09c2e1abe9698ced
            """
        #expect(sealed.blob == hex(blob))
        #expect(sealed.blob.count == jpeg.count + PhotoCipher.overheadByteCount)
        #expect(try PhotoCipher.name(secret: secret) == sealed.name)
        #expect(try PhotoCipher.open(blob: sealed.blob, secret: secret) == jpeg)
    }

    @Test("A blob that opens but holds a picture other than the signed one is refused")
    func otherPicture() throws {
        // Sealed with the right key, by somebody who has read the pass: salt and "another picture".
        let forged = """
            404142434445464748494a4b4c4d4e4f505152535455565789c3e20896d17ca0cb72d58f10225b8405057b537b085847\
            bb045e9a166f99810a9a3c7a47e0ccef32f8ea4af2ec72164d7f39d953b17b8c313222cf4f61c1
            """
        #expect(errorCode { _ = try PhotoCipher.open(blob: hex(forged), secret: secret) } == .cannotOpenPhoto)
    }

    @Test("Any single bit flipped in blob or secret, and any shorter blob, is refused")
    func damage() throws {
        let blob = try PhotoCipher.seal(jpeg: jpeg, salt: salt, nonce: nonce).blob
        for bit in 0..<blob.count * 8 {
            #expect(errorCode { _ = try PhotoCipher.open(blob: blob.flipped(bit), secret: secret) } == .cannotOpenPhoto)
        }
        for bit in 0..<secret.count * 8 {
            #expect(errorCode { _ = try PhotoCipher.open(blob: blob, secret: secret.flipped(bit)) } == .cannotOpenPhoto)
        }
        for count in 0..<blob.count {
            let short = Array(blob.prefix(count))
            #expect(errorCode { _ = try PhotoCipher.open(blob: short, secret: secret) } == .cannotOpenPhoto)
        }
        #expect(errorCode { _ = try PhotoCipher.open(blob: blob + [0], secret: secret) } == .cannotOpenPhoto)
    }

    @Test("The same picture sealed twice has nothing in common; every size opens again")
    func fresh() throws {
        let first = try PhotoCipher.seal(jpeg: jpeg)
        let second = try PhotoCipher.seal(jpeg: jpeg)
        #expect(first.secret != second.secret && first.name != second.name && first.blob != second.blob)
        for count in [0, 1, 63, 64, 65, 30_000] {
            let picture = SecureRandom.bytes(count)
            let sealed = try PhotoCipher.seal(jpeg: picture)
            #expect(try PhotoCipher.open(blob: sealed.blob, secret: sealed.secret) == picture)
        }
    }

    @Test("Salt, nonce and secret have one length each")
    func lengths() {
        #expect(errorCode { _ = try PhotoCipher.seal(jpeg: jpeg, salt: [], nonce: nonce) } == .wrongLength)
        #expect(errorCode { _ = try PhotoCipher.seal(jpeg: jpeg, salt: salt, nonce: salt) } == .wrongLength)
        for count in [0, 15, 17, 32] {
            let wrong = [UInt8](repeating: 0, count: count)
            #expect(errorCode { _ = try PhotoCipher.name(secret: wrong) } == .wrongLength)
            #expect(errorCode { _ = try PhotoCipher.open(blob: [], secret: wrong) } == .wrongLength)
        }
    }
}
