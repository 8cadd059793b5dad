import Foundation
import PassCrypto
import Testing

@Suite("Ed25519 signatures")
struct SignatureTests {
    @Test(
        "RFC 8032 section 7.1: the seed gives the key, the key the signature, and it verifies",
        arguments: RFC8032Vector.all)
    func published(_ vector: RFC8032Vector) throws {
        let key = try SigningKey(seed: guarded(hex(vector.seed)))
        let message = hex(vector.message)
        let signature = hex(vector.signature)
        #expect(message.count * 2 == vector.message.utf8.count)
        let publicKey = key.publicKey
        let made = key.sign(message)
        #expect(publicKey.bytes == hex(vector.publicKey))
        #expect(made == signature)
        #expect(publicKey.isValidSignature(signature, for: message))
        let isValidAsSpans = publicKey.isValidSignature(signature.span, for: message.span)
        #expect(isValidAsSpans)
    }

    @Test("Any single bit flipped in signature, key or message is refused", arguments: RFC8032Vector.all)
    func flips(_ vector: RFC8032Vector) throws {
        let publicKey = try PublicKey(hex(vector.publicKey))
        let message = hex(vector.message)
        let signature = hex(vector.signature)
        var accepted = 0
        for bit in 0..<signature.count * 8 where publicKey.isValidSignature(signature.flipped(bit), for: message) {
            accepted += 1
        }
        for bit in 0..<publicKey.bytes.count * 8 {
            let other = try PublicKey(publicKey.bytes.flipped(bit))
            if other.isValidSignature(signature, for: message) { accepted += 1 }
        }
        for bit in 0..<message.count * 8 where publicKey.isValidSignature(signature, for: message.flipped(bit)) {
            accepted += 1
        }
        #expect(accepted == 0)
    }

    @Test("A longer or shorter message is refused, and a signature that is not 64 bytes")
    func lengths() throws {
        let vector = RFC8032Vector.all[2]
        let publicKey = try PublicKey(hex(vector.publicKey))
        let message = hex(vector.message)
        let signature = hex(vector.signature)
        #expect(!publicKey.isValidSignature(signature, for: message + [0]))
        #expect(!publicKey.isValidSignature(signature, for: Array(message.dropLast())))
        for count in 0..<64 {
            let short = Array(signature.prefix(count))
            #expect(!publicKey.isValidSignature(short, for: message))
            let isValidAsSpans = publicKey.isValidSignature(short.span, for: message.span)
            #expect(!isValidAsSpans)
        }
        let long = signature + [0]
        #expect(!publicKey.isValidSignature(long, for: message))
        let isValidAsSpans = publicKey.isValidSignature(long.span, for: message.span)
        #expect(!isValidAsSpans)
    }

    @Test("A signature of another key is refused")
    func otherKey() throws {
        let mine = try SigningKey.generate()
        let other = try SigningKey.generate()
        let signature = mine.sign([1, 2, 3])
        let (myPublic, otherPublic) = (mine.publicKey, other.publicKey)
        #expect(myPublic != otherPublic)
        #expect(myPublic.isValidSignature(signature, for: [1, 2, 3]))
        #expect(!otherPublic.isValidSignature(signature, for: [1, 2, 3]))
    }

    @Test("S plus the group order, which computes the same, is refused (RFC 8032 section 8.4)")
    func malleability() throws {
        let order = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        let key = try SigningKey.generate()
        let signature = key.sign([7])
        var shifted = signature
        var carry = 0
        for index in 0..<32 {
            let sum = Int(signature[32 + index]) + Int(order[index]) + carry
            shifted[32 + index] = UInt8(sum & 0xFF)
            carry = sum >> 8
        }
        let publicKey = key.publicKey
        #expect(carry == 0 && publicKey.isValidSignature(signature, for: [7]))
        #expect(!publicKey.isValidSignature(shifted, for: [7]))
    }

    @Test(
        "Of the 12 ed25519-speccheck cases exactly the fourth is accepted",
        // The vectors are not copied into this repository: PORTPASS_VECTORS names their folder.
        .enabled(if: vectorsFolder != nil, "PORTPASS_VECTORS does not name the folder of vectors"))
    func speccheck() throws {
        struct Case: Decodable {
            let message: String
            let pub_key: String
            let signature: String
        }
        let folder = try #require(vectorsFolder)
        let file = try Data(contentsOf: URL(fileURLWithPath: folder + "/ed25519-speccheck/cases.json"))
        let cases = try JSONDecoder().decode([Case].self, from: file)
        let pattern = try cases.map { vector in
            let key = try PublicKey(hex(vector.pub_key))
            return key.isValidSignature(hex(vector.signature), for: hex(vector.message)) ? "V" : "X"
        }
        #expect(pattern.joined() == "XXXVXXXXXXXX")
    }

    @Test("Tasks share a key: every signature is the one a single thread makes")
    func shared() async throws {
        let handle = try KeyHandle(SigningKey(seed: guarded(hex(RFC8032Vector.all[0].seed))))
        let expected = handle.sign([1, 2, 3])
        let wrong = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).count { _ in handle.sign([1, 2, 3]) != expected } }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
        #expect(handle.publicKey.isValidSignature(expected, for: [1, 2, 3]))
    }
}

extension [UInt8] {
    /// With one bit, counted from the first byte's least significant, turned over.
    func flipped(_ bit: Int) -> [UInt8] {
        var copy = self
        copy[bit / 8] ^= 1 << (bit % 8)
        return copy
    }
}
