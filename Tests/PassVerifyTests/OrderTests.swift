import PassFormat
import PassVerify
import Testing

@Suite("Which reasons are given, and in which order")
struct OrderTests {
    @Test("Every code of the design is there, by its text")
    func codes() {
        let design: Set<String> = [
            "malformed", "unsupported", "no-trust", "unknown-key", "bad-signature", "wrong-issuer", "key-not-valid",
            "key-compromised", "not-yet-valid", "expired", "revoked", "suspended", "superseded", "status-unknown",
            "status-stale", "wrong-port", "wrong-zone", "outside-hours", "wrong-direction", "already-inside",
            "not-inside", "already-used", "live-code-stale", "live-code-replayed", "holder-proof-missing", "paper",
            "vehicle-mismatch", "driver-missing", "escort-required", "endorsement-missing", "photo-missing",
            "condition-unknown", "clock-suspect", "barred", "hotlist",
        ]
        // The ship data that gates are sent (docs/ship-calls.md).
        let added: Set<String> = ["ship-not-arrived", "ship-departed"]
        #expect(Set(ReasonCode.allCases.map(\.rawValue)) == design.union(added))
        #expect(ReasonCode.seriousness == ReasonCode.allCases)
    }

    @Test("All reasons that apply are given: denials, then checks, then notes, each in the order of seriousness")
    func everything() throws {
        let decision = try World.decision {
            $0.isClockSuspect = true
            $0.claims.issuer = "other"
            $0.claims.issuedAt = 0
            $0.claims.expires = World.now - 1_000
            $0.claims.notBefore = World.now - 2_000
            $0.claims.access = [PortAccess(port: "TWTPE", zones: 1)]
            $0.claims.kind = .visitorCard
            $0.claims.schedule = 9
            $0.claims.plates = ["ABC1234"]
            $0.statusLists[7]?.set(.suspended, at: 48)
            $0.issuedSets[Keys.issuer.keyID] = IssuedSet(payloads: [])
            $0.hotList = try #require(
                HotList(
                    numbers: ["KEL-P-26-000123"], plateKey: [UInt8](repeating: 0, count: 32),
                    plateHashes: SixteenByteTable([])))
            $0.issued = 0
            $0.level = .two
            $0.history = PassHistory(presence: .inside, barred: true, seenRevoked: true)
            $0.context.plate = "XYZ9999"
        }
        #expect(decision.verdict == .deny)
        #expect(
            decision.reasons.map(\.code) == [
                .wrongIssuer, .keyCompromised, .keyNotValid, .barred, .revoked, .suspended, .wrongPort,
                .expired, .statusStale, .conditionUnknown, .paper, .vehicleMismatch, .escortRequired, .hotlist,
                .alreadyInside, .clockSuspect,
            ])
        let expected = decision.reasons.sorted { left, right in
            let order = ReasonCode.seriousness
            return left.effect != right.effect
                ? left.effect > right.effect
                : (order.firstIndex(of: left.code) ?? -1) < (order.firstIndex(of: right.code) ?? -1)
        }
        #expect(decision.reasons == expected)
    }

    @Test("The verdict is the strongest effect")
    func verdicts() throws {
        #expect(Effect.note.verdict == .admit)
        #expect(Effect.check.verdict == .check)
        #expect(Effect.deny.verdict == .deny)
        #expect(Effect.allCases.sorted() == [.note, .check, .deny])
    }

    @Test("A hit on the police list never comes before another check, and is the only discreet reason")
    func discreet() {
        #expect(ReasonCode.seriousness.last == .hotlist)
        #expect(ReasonCode.allCases.filter(\.isDiscreet) == [.hotlist])
    }

    @Test("What rests on the clock is known")
    func clock() {
        let codes = ReasonCode.allCases.filter(\.restsOnTheClock)
        #expect(Set(codes) == [.expired, .notYetValid, .outsideHours, .statusStale])
    }

    @Test("A decision knows its reasons by code")
    func has() throws {
        let decision = try World.decision { $0.history.barred = true }
        #expect(decision.has(.barred))
        #expect(!decision.has(.revoked))
    }
}
