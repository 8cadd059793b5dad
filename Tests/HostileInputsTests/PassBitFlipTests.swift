import HostileInputs
import PassFormat
import PassVerify
import Testing

/// One bit changed anywhere in what was signed, and it is refused.
@Suite("Single bits of passes and tokens")
struct PassBitFlipTests {
    @Test("A text with one bit changed is refused, and nothing of it is believed", arguments: Specimen.texts)
    func text(_ text: String) {
        let good = Array(text.utf8)
        #expect(Specimen.decide(good).verdict != .deny)
        for flipped in Flips(good) { expectRefusal(of: flipped) }
    }

    @Test(
        "An envelope with one bit changed is refused, and nothing of it is believed",
        arguments: [("PP1:", Specimen.pass), ("PP1:", Specimen.boundPass), ("PL1:", Specimen.live)])
    func envelope(_ prefix: String, _ envelope: COSESign1) {
        for flipped in Flips(envelope.encoded()) { expectRefusal(of: Array(prefix.utf8) + Base45.encode(flipped)) }
    }

    @Test("A status list token with one bit changed is refused")
    func token() throws {
        func verify(_ token: [UInt8]) throws -> StatusList {
            try StatusLists.verify(
                token: token, expectedURI: Specimen.statusURI, issuer: Specimen.issuer, keys: Specimen.trust.keys)
        }
        #expect(try verify(Specimen.statusToken) == Specimen.statusList)
        for flipped in Flips(Specimen.statusToken) {
            #expect(throws: StatusListRefusal.self) { try verify(flipped) }
        }
    }

    private func expectRefusal(of text: [UInt8]) {
        let decision = Specimen.decide(text)
        #expect(decision.verdict == .deny)
        #expect(decision.pass == nil)
        let isPlain = decision.reasons.allSatisfy { reason in
            [.malformed, .unsupported, .unknownKey, .badSignature].contains(reason.code)
        }
        #expect(isPlain, "\(decision.reasons)")
    }
}
