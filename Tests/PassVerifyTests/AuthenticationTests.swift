import PassCrypto
import PassFormat
import PassVerify
import Testing

@Suite("What comes before the rules")
struct AuthenticationTests {
    /// The only reason, refused, and nothing of the pass given out.
    private func expectOnly(_ code: ReasonCode, _ decision: GateDecision) {
        #expect(decision.reasons.map(\.code) == [code])
        #expect(decision.verdict == .deny)
        #expect(decision.pass == nil)
        #expect(!decision.live)
    }

    @Test(
        "A text that is no pass is malformed",
        arguments: [
            "PP1:", "PP1:0", "PP1:ABC", "PL1:", "PP1:\n", "PL1:GGW", "PP1:" + String(repeating: "0", count: 1397),
        ])
    func malformed(text: String) {
        expectOnly(.malformed, World().decide(on: text))
    }

    @Test(
        "A text of another kind is unsupported", arguments: ["", "P", "PP2:", "pp1:ABC", "https://x.example", "\u{0}"])
    func unsupported(text: String) {
        expectOnly(.unsupported, World().decide(on: text))
    }

    @Test("A pass that ends with a newline is malformed, not repaired")
    func newline() throws {
        expectOnly(.malformed, World().decide(on: try World().text() + "\n"))
    }

    @Test("A malformed text says what could not be parsed")
    func problem() throws {
        let reason = try #require(World().decide(on: "PP1:GGW").reasons.first)
        guard case .problem(let error)? = reason.detail else {
            Issue.record("no problem given")
            return
        }
        #expect(error.code == .base45)
    }

    @Test("Another signature algorithm is unsupported")
    func otherAlgorithm() throws {
        let pass = try World().pass()
        // {1: -7, 4: kid}: ES256.
        let header: [UInt8] = [0xA2, 0x01, 0x26, 0x04, 0x48] + Keys.issuer.keyID.bytes
        let signature = Keys.issuer.sign(COSESign1.signedBytes(protected: header, payload: pass.payload))
        let other = try COSESign1(protectedBytes: header, payload: pass.payload, signature: signature)
        expectOnly(.unsupported, World().decide(on: try PassTextWriter.pass(other)))
    }

    @Test("EdDSA (-8) is read as well, and verified as Ed25519 by the key")
    func eddsa() throws {
        let pass = try World().pass()
        let header: [UInt8] = [0xA2, 0x01, 0x27, 0x04, 0x48] + Keys.issuer.keyID.bytes
        let signature = Keys.issuer.sign(COSESign1.signedBytes(protected: header, payload: pass.payload))
        let other = try COSESign1(protectedBytes: header, payload: pass.payload, signature: signature)
        #expect(World().decide(on: try PassTextWriter.pass(other)).verdict == .admit)
    }

    @Test("Without trust nothing is believed, and no claim is given out")
    func noTrust() throws {
        expectOnly(.noTrust, try World.decision { $0.hasTrust = false })
        var world = World()
        world.hasTrust = false
        #expect(try world.decide().trustAge == nil)
        #expect(world.decide(on: "PP1:0").reasons.map(\.code) == [.noTrust, .malformed])
        #expect(world.decide(on: "").reasons.map(\.code) == [.noTrust, .unsupported])
    }

    @Test("A gate that the policy does not know has no trust")
    func unknownGate() throws {
        expectOnly(.noTrust, try World.decision { $0.context.gateID = "KEL-E9" })
        var world = World()
        world.context.gateID = "KEL-E9"
        #expect(world.decide(on: "PP1:0").reasons.map(\.code) == [.noTrust, .malformed])
    }

    @Test("A key id that no pass key has is unknown")
    func unknownKey() throws {
        expectOnly(.unknownKey, try World.decision { $0.signer = Keys.stranger })
        expectOnly(.unknownKey, try World.decision { $0.keys = TrustedKeys([]) })
    }

    @Test("A status key never verifies a pass")
    func statusKeySignsPass() throws {
        expectOnly(.unknownKey, try World.decision { $0.signer = Keys.status })
    }

    @Test("A signature by another key is wrong")
    func badSignature() throws {
        expectOnly(
            .badSignature,
            try World.decision {
                $0.signer = Keys.stranger
                $0.keyID = Keys.issuer.keyID
            })
    }

    @Test("All keys with one id are tried", arguments: [[0, 1], [1, 0]])
    func collidingKeys(order: [Int]) throws {
        let stranger = TrustedKey(
            publicKey: Keys.stranger.publicKey, use: .pass, issuer: "twport", notBefore: 0, expires: Int64.max)
        let keys = order.map { [World.issuerKey, stranger][$0] }
        let decision = try World.decision { world in
            world.keys = TrustedKeys(keys + [World.statusKey], id: { _ in Keys.issuer.keyID })
        }
        #expect(decision.verdict == .admit)
        #expect(decision.pass?.key == World.issuerKey)
    }

    @Test("A live code that another key signed is refused, and nothing is given out")
    func liveBySomebodyElse() throws {
        expectOnly(.badSignature, try World.decision { $0.goLive(.init(signer: Keys.stranger)) })
    }

    @Test("A live code signed by the issuer's key is no proof of the holder")
    func liveByIssuer() throws {
        expectOnly(.badSignature, try World.decision { $0.goLive(.init(signer: Keys.issuer)) })
    }

    @Test("A live code around a forged pass is refused by the pass's signature")
    func liveAroundForgery() throws {
        expectOnly(
            .badSignature,
            try World.decision {
                $0.goLive()
                $0.signer = Keys.stranger
                $0.keyID = Keys.issuer.keyID
            })
        expectOnly(
            .unknownKey,
            try World.decision {
                $0.goLive()
                $0.signer = Keys.stranger
            })
    }

    @Test("A live code around a pass without holder key is malformed")
    func liveWithoutHolderKey() throws {
        expectOnly(.malformed, try World.decision { $0.live = .init() })
    }

    @Test("A live code of another pass's holder is refused")
    func liveOfAnotherHolder() throws {
        expectOnly(
            .badSignature,
            try World.decision {
                $0.goLive()
                $0.claims.holderKey = HolderKey(Keys.stranger.publicKey.bytes)
            })
    }
}
