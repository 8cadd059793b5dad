import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Testing

/// A seeded 100,000 inputs through the decision and its line; `scripts/fuzz` goes on from here.
@Suite("Hostile inputs")
struct HostileInputTests {
    /// What must hold of every decision, whatever it is about.
    private func check(_ decision: GateDecision, in world: World, line: inout DecisionLine) {
        let strongest = decision.reasons.map(\.effect).max() ?? .note
        #expect(decision.verdict == strongest.verdict)
        #expect(Set(decision.reasons.map(\.code)).count == decision.reasons.count)
        if world.context.direction == .out { #expect(decision.verdict != .deny) }
        if decision.pass == nil { #expect(decision.verdict != .admit) }
        line.write(decision)
        #expect(line.bytes.last == UInt8(ascii: "\n"))
    }

    /// A good world with everything a pass can say in it.
    private func full() -> World {
        var world = World()
        world.claims.idHint = "6789"
        world.claims.organisation = "基隆港埠裝卸股份有限公司"
        world.claims.plates = ["ABC1234", "XYZ9999"]
        world.claims.photoSecret = [UInt8](repeating: 1, count: 16)
        world.claims.vesselCall = "V-1"
        world.claims.vehicleClass = .lorry
        world.claims.endorsements = [Endorsement(name: "DG", expires: 5)]
        world.claims.schedule = 1
        world.claims.escortRequired = true
        world.claims.unknownPassEntries = [UnknownEntry(key: -9, value: [0x01])]
        world.goLive()
        return world
    }

    @Test("Random bytes and mutated texts decide to a denial", arguments: 0..<4 as Range<UInt64>)
    func texts(seed: UInt64) throws {
        var hostile = Hostile(seed: seed)
        var line = DecisionLine()
        let originals = [Array(try World().text().utf8), Array(try full().text().utf8)]
        for round in 0..<15_000 {
            let world = round % 8 == 0 ? hostile.world() : World()
            let original = hostile.pick(originals)
            var text = round % 4 == 0 ? hostile.bytes(0...200) : hostile.mutated(original)
            if round % 16 == 0 { text = hostile.pick([Array("PP1:".utf8), Array("PL1:".utf8)]) + text }
            let decision = world.decide(on: text)
            check(decision, in: world, line: &line)
            if !originals.contains(text) { #expect(decision.pass == nil) }
        }
    }

    @Test("Mutated envelopes decide to a denial", arguments: 4..<6 as Range<UInt64>)
    func envelopes(seed: UInt64) throws {
        var hostile = Hostile(seed: seed)
        var line = DecisionLine()
        let original = try full().pass().encoded()
        for _ in 0..<5_000 {
            let world = World()
            let bytes = hostile.mutated(original)
            let decision = world.decide(on: Array("PP1:".utf8) + Base45.encode(bytes))
            check(decision, in: world, line: &line)
            if bytes != original { #expect(decision.pass == nil) }
        }
    }

    @Test(
        "Mutated payloads that are signed again get past the signature, into every rule",
        arguments: 6..<10 as Range<UInt64>)
    func signedAgain(seed: UInt64) throws {
        var hostile = Hostile(seed: seed)
        var line = DecisionLine()
        let original = try full().pass()
        var verified = 0
        for _ in 0..<6_000 {
            let world = hostile.world()
            let payload = hostile.mutated(original.payload)
            let signed = COSESign1.signedBytes(protected: original.protectedBytes, payload: payload)
            let pass = try COSESign1(
                protectedBytes: original.protectedBytes, payload: payload, signature: Keys.issuer.sign(signed))
            let decision = world.decide(on: Array("PP1:".utf8) + Base45.encode(pass.encoded()))
            check(decision, in: world, line: &line)
            if decision.pass != nil { verified += 1 }
        }
        // Else the run would only test the parser.
        #expect(verified > 200)
    }

    @Test("Good passes in any world decide without a trap", arguments: 10..<12 as Range<UInt64>)
    func anyWorld(seed: UInt64) throws {
        var hostile = Hostile(seed: seed)
        var line = DecisionLine()
        let texts = [Array(try World().text().utf8), Array(try full().text().utf8)]
        for _ in 0..<5_000 {
            let world = hostile.world()
            let decision = world.decide(on: hostile.pick(texts))
            check(decision, in: world, line: &line)
            #expect(decision.pass != nil || decision.has(.noTrust))
            let object = try JSONSerialization.jsonObject(with: Data(line.bytes)) as? [String: Any]
            #expect(object?["verdict"] as? String == decision.verdict.rawValue)
        }
    }

    @Test("Mutated status list tokens that are signed again never trap", arguments: 12..<14 as Range<UInt64>)
    func tokensSignedAgain(seed: UInt64) throws {
        var hostile = Hostile(seed: seed)
        let draft = try StatusListDraft(
            subject: "https://pass.example/status/7", issuedAt: World.now, timeToLive: 43_200,
            list: StatusList(count: 1_000), keyID: Keys.status.keyID)
        for _ in 0..<3_000 {
            let payload = hostile.mutated(draft.payload)
            let signed = COSESign1.signedBytes(protected: draft.protectedBytes, payload: payload)
            let token = try COSESign1(
                protectedBytes: draft.protectedBytes, payload: payload, signature: Keys.status.sign(signed))
            _ = try? StatusLists.verify(
                token: token.encoded(), expectedURI: "https://pass.example/status/7", issuer: "twport",
                keys: World.goodKeys)
        }
    }
}
