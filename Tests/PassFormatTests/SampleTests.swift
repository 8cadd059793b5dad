import PassFormat
import Testing

@Suite(.enabled(if: Vectors.arePresent, Vectors.absence))
struct `The sample of an independent implementation` {
    @Test func `paper and bound passes come out byte for byte`() throws {
        let sample = try Sample.load()
        for code in [sample.paper, sample.bound] {
            guard case .pass(let pass) = try ScannedCode.decode(code.text) else {
                Issue.record("not a pass")
                continue
            }
            #expect(pass.keyID.hex == sample.issuer.kid)
            #expect(pass.signedBytes == [UInt8](hex: code.sig_structure))
            #expect(pass.cose.encoded() == [UInt8](hex: code.cose))
            #expect(try pass.claims.encoded() == [UInt8](hex: code.payload))
            let draft = try PassDraft(pass.claims, keyID: pass.keyID)
            #expect(draft.signedBytes == pass.signedBytes)
            #expect(try PassTextWriter.pass(draft.signed(pass.signature)) == code.text)
        }
    }

    @Test func `the live code comes out byte for byte`() throws {
        let sample = try Sample.load()
        guard case .live(let live) = try ScannedCode.decode(sample.live.text) else {
            Issue.record("not a live code")
            return
        }
        #expect(live.issuedAt == sample.live.iat)
        #expect(live.holderKey.x == [UInt8](hex: sample.holder.x))
        #expect(live.pass.cose.encoded() == [UInt8](hex: sample.bound.cose))
        let draft = try LiveCodeDraft(pass: live.pass.cose, audience: live.audience, issuedAt: live.issuedAt)
        #expect(draft.signedBytes == live.signedBytes)
        #expect(try draft.signed(live.signature).encoded() == [UInt8](hex: sample.live.cose))
        #expect(try PassTextWriter.live(draft.signed(live.signature)) == sample.live.text)
    }

    @Test func `the status list token has the same contents`() throws {
        let sample = try Sample.load()
        let token = try UnverifiedStatusListToken(decoding: [UInt8](hex: sample.status_list_token.cose))
        #expect(token.keyID.hex == sample.status.kid)
        #expect(token.subject == "https://pass.example/status/7")
        let list = try token.inflatedList()
        #expect(list.count == StatusList.standardCount)
        var expected = StatusList()
        for (index, status) in sample.status_list_token.set {
            expected.set(try #require(PassStatus(rawValue: status)), at: try #require(Int(index)))
        }
        #expect(list == expected)
        let draft = try StatusListDraft(
            subject: token.subject, issuedAt: token.issuedAt, timeToLive: token.timeToLive, list: list,
            keyID: token.keyID)
        let again = try UnverifiedStatusListToken(decoding: draft.signed(token.signature).encoded())
        #expect(try again.inflatedList() == list)
        #expect(again.timeToLive == token.timeToLive)
    }
}
