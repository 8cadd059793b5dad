import GateMessages
import PassCrypto
import Testing

@Suite("Enrolment codes")
struct EnrolmentCodeTests {
    private let code = EnrolmentCode(random: Array(0..<20))

    @Test("A code is read as people type it")
    func typing() throws {
        #expect(code.text == "01234-56789-ABCDE-FGHJK")
        #expect(EnrolmentCode(code.text) == code)
        #expect(EnrolmentCode("o1234 56789 abcde fghjk") == code)
        #expect(EnrolmentCode("OL23456789ABCDEFGHJK") == code)
        for wrong in [
            "", "01234-56789-ABCDE-FGHJ", "01234-56789-ABCDE-FGHJKK", "01234-56789-ABCDE-FGHJU",
            "０1234-56789-ABCDE-FGHJK",
        ] {
            #expect(EnrolmentCode(wrong) == nil)
        }
    }

    @Test("A proof holds for one code and one pair of keys")
    func proofs() throws {
        let (key, other) = (try SigningKey.generate().publicKey, try SigningKey.generate().publicKey)
        let box = try BoxKey.generate().publicKey
        let proof = try code.proof(key: key, boxKey: box)
        #expect(try EnrolmentCode.proof(ofVerifier: code.verifier, key: key, boxKey: box) == proof)
        #expect(try code.proof(key: other, boxKey: box) != proof)
        #expect(try code.proof(key: key, boxKey: BoxKey.generate().publicKey) != proof)
        #expect(try EnrolmentCode(random: Array(1...20)).proof(key: key, boxKey: box) != proof)
    }

    @Test("Random codes differ")
    func random() {
        let codes = Set((0..<1_000).map { _ in EnrolmentCode(random: SecureRandom.bytes(20)) })
        #expect(codes.count == 1_000)
    }
}
