import PassFormat
import PassVerify
import Testing

@Suite("Places and directions")
struct PlaceRuleTests {
    @Test("A pass without this port is refused, and says which it opens")
    func wrongPort() throws {
        let decision = try World.decision {
            $0.claims.access = [PortAccess(port: "TWKHH", zones: .max), PortAccess(port: "TWTPE", zones: 1)]
        }
        #expect(decision.reasons == [Reason(.wrongPort, .deny, .ports(["TWKHH", "TWTPE"]))])
    }

    @Test("The zones of another port open nothing here")
    func otherPort() throws {
        let decision = try World.decision { $0.context.gateID = "TPE-N1" }
        #expect(decision.reasons == [Reason(.wrongZone, .deny, .gates([]))])
    }

    @Test("A pass without the gate's zone is refused, and says which gates would do")
    func wrongZone() throws {
        let decision = try World.decision { $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b010)] }
        #expect(decision.reasons == [Reason(.wrongZone, .deny, .gates(["KEL-E2", "KEL-W2"]))])
    }

    @Test("No zone at all opens nothing")
    func noZone() throws {
        let decision = try World.decision { $0.claims.access = [PortAccess(port: "TWKEL", zones: 0)] }
        #expect(decision.reasons == [Reason(.wrongZone, .deny, .gates([]))])
    }

    @Test("One of the gate's zones is enough", arguments: [UInt64(0b001), 0b010, 0b011, 0b1010])
    func anyZone(zones: UInt64) throws {
        let decision = try World.decision {
            $0.context.gateID = "KEL-E2"
            $0.claims.access = [PortAccess(port: "TWKEL", zones: zones)]
        }
        #expect(decision.reasons.isEmpty)
    }

    @Test("The gates named are of this port, of the pass's zones and of this direction")
    func namedGates() throws {
        let decision = try World.decision {
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b010)]
            $0.context.direction = .out
        }
        #expect(decision.reasons == [Reason(.wrongZone, .check, .gates(["KEL-W3"]))])
    }

    @Test("A gate is used only its own way, and the pass is sent to others")
    func wrongDirection() throws {
        let decision = try World.decision {
            $0.context.gateID = "KEL-W3"
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b010)]
        }
        #expect(decision.reasons == [Reason(.wrongDirection, .deny, .gates(["KEL-E2", "KEL-W2"]))])
        let out = try World.decision {
            $0.context.gateID = "KEL-W2"
            $0.context.direction = .out
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b010)]
        }
        #expect(out.reasons == [Reason(.wrongDirection, .check, .gates(["KEL-W3"]))])
    }

    @Test("Where nothing of the pass is open, no gate is named for the direction")
    func wrongDirectionElsewhere() throws {
        let decision = try World.decision {
            $0.context.gateID = "KEL-W3"
            $0.claims.access = [PortAccess(port: "TWTPE", zones: 1)]
        }
        #expect(
            decision.reasons == [
                Reason(.wrongPort, .deny, .ports(["TWTPE"])), Reason(.wrongDirection, .deny, .gates([])),
            ])
    }

    @Test("A patrol goes any way", arguments: ["KEL-E1", "KEL-W2", "KEL-W3"] as [WireText])
    func patrol(gate: WireText) throws {
        let decision = try World.decision {
            $0.context = GateContext(gateID: gate, direction: .check)
            $0.claims.access = [PortAccess(port: "TWKEL", zones: 0b011)]
        }
        #expect(decision.reasons.isEmpty)
    }

    @Test("A gate's own direction is in where it has both")
    func defaultDirection() {
        func gate(_ allowsIn: Bool, _ allowsOut: Bool) -> Direction {
            PolicyGate(id: "G", port: "TWKEL", zones: 1, allowsIn: allowsIn, allowsOut: allowsOut).defaultDirection
        }
        #expect([gate(true, true), gate(true, false), gate(false, true), gate(false, false)] == [.in, .in, .out, .in])
    }

    @Test("On the way out every denial is a check that keeps its reason")
    func leaving() throws {
        let changes: [(ReasonCode, (inout World) -> Void)] = [
            (.noTrust, { $0.hasTrust = false }),
            (.unknownKey, { $0.signer = Keys.stranger }),
            (
                .badSignature,
                {
                    $0.signer = Keys.stranger
                    $0.keyID = Keys.issuer.keyID
                }
            ),
            (.wrongIssuer, { $0.claims.issuer = "other" }),
            (.keyNotValid, { $0.claims.issuedAt = 0 }),
            (.keyCompromised, { $0.issuedSets[Keys.issuer.keyID] = IssuedSet(payloads: []) }),
            (.barred, { $0.history.barred = true }),
            (.revoked, { $0.statusLists[7]?.set(.revoked, at: 48) }),
            (.suspended, { $0.statusLists[7]?.set(.suspended, at: 48) }),
            (.superseded, { $0.statusLists[7]?.set(.superseded, at: 48) }),
            (.statusUnknown, { $0.statusLists = StatusLists() }),
            (.statusStale, { $0.issued = 0 }),
            (.expired, { $0.claims.expires = World.now - 60 }),
            (.notYetValid, { $0.claims.notBefore = World.now + 61 }),
            (.wrongPort, { $0.claims.access = [PortAccess(port: "TWTPE", zones: 1)] }),
            (.wrongZone, { $0.claims.access = [PortAccess(port: "TWKEL", zones: 2)] }),
        ]
        for (code, change) in changes {
            let entering = try World.decision(change)
            #expect(entering.verdict == .deny, "\(code)")
            #expect(entering.has(code), "\(code)")
            let leaving = try World.decision {
                change(&$0)
                $0.context.direction = .out
            }
            #expect(leaving.verdict == .check, "\(code)")
            #expect(leaving.reasons.map(\.code) == entering.reasons.map(\.code), "\(code)")
        }
        var world = World()
        world.context.direction = .out
        for text in ["", "PP1:", "PP1:GGW", "PP2:A"] {
            #expect(world.decide(on: text).verdict == .check)
            world.hasTrust = false
            #expect(world.decide(on: text).verdict == .check)
            world.hasTrust = true
        }
    }

    @Test("On the way out a note stays a note")
    func leavingWithNote() throws {
        let decision = try World.decision {
            $0.context.direction = .out
            $0.isClockSuspect = true
        }
        #expect(decision.reasons == [Reason(.clockSuspect, .note)])
        #expect(decision.verdict == .admit)
    }
}
