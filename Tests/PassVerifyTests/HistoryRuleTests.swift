import PassFormat
import PassVerify
import Testing

@Suite("What the gate remembers")
struct HistoryRuleTests {
    private static let cases: [(HistoryMode, Bool, Effect)] = [
        (.record, false, .note), (.record, true, .note), (.check, false, .check), (.check, true, .check),
        (.deny, false, .check), (.deny, true, .deny),
    ]

    /// Only `code`'s mode is set; the others would give another effect.
    private func modes(_ code: ReasonCode, _ mode: HistoryMode) -> HistoryModes {
        let other: HistoryMode = mode == .record ? .check : .record
        return HistoryModes(
            alreadyInside: code == .alreadyInside ? mode : other, notInside: code == .notInside ? mode : other,
            alreadyUsed: code == .alreadyUsed ? mode : other)
    }

    @Test("Who is inside and comes in is what the policy says; a denial needs the shared feed", arguments: cases)
    func alreadyInside(mode: HistoryMode, isShared: Bool, effect: Effect) throws {
        let decision = try World.decision {
            $0.policy.history = modes(.alreadyInside, mode)
            $0.history = PassHistory(presence: .inside, isShared: isShared)
        }
        #expect(decision.reasons == [Reason(.alreadyInside, effect)])
        #expect(decision.verdict == effect.verdict)
    }

    @Test("Who never came in and goes out is what the policy says, and never kept in", arguments: cases)
    func notInside(mode: HistoryMode, isShared: Bool, effect: Effect) throws {
        let decision = try World.decision {
            $0.policy.history = modes(.notInside, mode)
            $0.history = PassHistory(presence: .outside, isShared: isShared)
            $0.context.direction = .out
        }
        #expect(decision.reasons == [Reason(.notInside, min(effect, .check))])
    }

    @Test("A single visit comes in once, as the policy says", arguments: cases)
    func alreadyUsed(mode: HistoryMode, isShared: Bool, effect: Effect) throws {
        let decision = try World.decision {
            $0.policy.history = modes(.alreadyUsed, mode)
            $0.claims.term = .singleVisit
            $0.history = PassHistory(isShared: isShared, used: true)
        }
        #expect(decision.reasons == [Reason(.alreadyUsed, effect)])
    }

    @Test("Other terms come in as often as they like", arguments: [PassTerm.periodic, .temporary])
    func otherTerms(term: PassTerm) throws {
        let reasons = try World.reasons {
            $0.claims.term = term
            $0.history.used = true
        }
        #expect(reasons.isEmpty)
    }

    @Test("A single visit that was not used says nothing")
    func unused() throws {
        #expect(try World.reasons { $0.claims.term = .singleVisit }.isEmpty)
    }

    @Test("Unknown presence says nothing either way", arguments: Direction.allCases)
    func unknown(direction: Direction) throws {
        let reasons = try World.reasons {
            $0.policy.history = HistoryModes(alreadyInside: .deny, notInside: .deny, alreadyUsed: .deny)
            $0.history = PassHistory(presence: .unknown, isShared: true)
            $0.context.direction = direction
        }
        #expect(reasons.isEmpty)
    }

    @Test("Who is outside may come in, and who is inside may go out")
    func natural() throws {
        #expect(try World.reasons { $0.history.presence = .outside }.isEmpty)
        let leaving = try World.reasons {
            $0.history.presence = .inside
            $0.context.direction = .out
        }
        #expect(leaving.isEmpty)
    }

    @Test("Leaving with a used single visit is as it should be")
    func leavingUsed() throws {
        let reasons = try World.reasons {
            $0.claims.term = .singleVisit
            $0.history = PassHistory(presence: .inside, used: true)
            $0.context.direction = .out
        }
        #expect(reasons.isEmpty)
    }

    @Test("A patrol has no presence", arguments: [PassHistory.Presence.inside, .outside])
    func patrol(presence: PassHistory.Presence) throws {
        let reasons = try World.reasons {
            $0.policy.history = HistoryModes(alreadyInside: .deny, notInside: .deny, alreadyUsed: .deny)
            $0.claims.term = .singleVisit
            $0.history = PassHistory(presence: presence, isShared: true, used: true)
            $0.context.direction = .check
        }
        #expect(reasons.isEmpty)
    }

    @Test("Who is barred here is refused")
    func barred() throws {
        #expect(try World.reasons { $0.history.barred = true } == [Reason(.barred, .deny)])
    }
}
