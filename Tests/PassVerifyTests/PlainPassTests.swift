import PassFormat
import PassVerify
import Testing

@Suite("A pass that nothing speaks against")
struct PlainPassTests {
    @Test("is admitted without a word, and its claims are given out")
    func admits() throws {
        let world = World()
        let decision = try world.decide()
        #expect(decision.verdict == .admit)
        #expect(decision.reasons.isEmpty)
        #expect(decision.pass?.claims == world.claims)
        #expect(decision.pass?.key == World.issuerKey)
        #expect(decision.pass?.liveProof == nil)
        #expect(!decision.live)
        #expect(decision.trustAge == 60)
    }

    @Test("is admitted as a live code, which says when and for whom it was made")
    func admitsLive() throws {
        let decision = try World.decision { $0.goLive() }
        #expect(decision.verdict == .admit)
        #expect(decision.reasons.isEmpty)
        #expect(decision.live)
        #expect(decision.pass?.liveProof?.issuedAt == World.now)
        #expect(decision.pass?.liveProof?.audience == "twport")
    }

    @Test("is decided the same from a String and from its bytes")
    func stringAndBytes() throws {
        let world = World()
        let (text, trust) = (try world.text(), world.trust)
        let clock = GateClock(now: world.now, isSuspect: false)
        let fromString = PassVerifier.decide(text, trust: trust, context: world.context, clock: clock) { _ in .unknown }
        let fromBytes = PassVerifier.decide(
            utf8: Array(text.utf8).span, trust: trust, context: world.context, clock: clock
        ) { _ in .unknown }
        #expect(fromString == fromBytes)
    }

    @Test("is looked up in the history once, and only when its signature verified")
    func historyIsAskedOnce() throws {
        var world = World()
        var asked: [WireText] = []
        func decide(_ text: String) -> GateDecision {
            PassVerifier.decide(
                text, trust: world.trust, context: world.context,
                clock: GateClock(now: world.now, isSuspect: false)
            ) {
                asked.append($0.claims.number)
                return .unknown
            }
        }
        _ = decide(try world.text())
        #expect(asked == [world.claims.number])
        world.signer = Keys.stranger
        world.keyID = Keys.issuer.keyID
        _ = decide(try world.text())
        _ = decide("PP1:nonsense")
        #expect(asked.count == 1)
    }
}
