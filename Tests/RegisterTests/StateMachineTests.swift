import PassFormat
import Register
import Testing

@Suite("The life of a pass")
struct StateMachineTests {
    /// All that may happen to a pass whose time is not over. Whatever is not here is impossible.
    static let moves: [PassState: [PassAct: PassStateMachine.Answer]] = [
        .intended: [:],
        .active: [
            .suspend: .becomes(.suspended), .reinstate: .already, .revoke: .becomes(.revoked),
            .supersede: .becomes(.superseded), .activate: .already,
        ],
        .waiting: [.revoke: .becomes(.revoked), .activate: .becomes(.active)],
        .suspended: [
            .suspend: .already, .reinstate: .becomes(.active), .revoke: .becomes(.revoked),
            .supersede: .becomes(.superseded),
        ],
        .revoked: [.revoke: .already],
        .superseded: [.supersede: .already],
        .void: [:],
    ]

    @Test("every act in every state is what the table says", arguments: PassState.allCases, PassAct.allCases)
    func table(state: PassState, act: PassAct) {
        let expected = Self.moves[state]?[act] ?? .impossible
        #expect(PassStateMachine.answer(to: act, in: state, isExpired: false) == expected)
    }

    @Test(
        "an expired pass changes no more, but a repeat is still no error", arguments: PassState.allCases,
        PassAct.allCases)
    func expired(state: PassState, act: PassAct) {
        let answer = PassStateMachine.answer(to: act, in: state, isExpired: true)
        let repeats: [(PassAct, PassState)] = [(.suspend, .suspended), (.revoke, .revoked), (.supersede, .superseded)]
        #expect(answer == (repeats.contains { $0 == (act, state) } ? .already : .impossible))
    }

    @Test("from a final state no sequence of acts leads back to a pass that gates admit")
    func finality() {
        for final in [PassState.revoked, .superseded, .void] {
            for act in PassAct.allCases {
                if case .becomes = PassStateMachine.answer(to: act, in: final, isExpired: false) {
                    Issue.record("\(final) is not final: \(act)")
                }
            }
            #expect(final.status != .valid)
            #expect(final.status != .suspended)
        }
    }

    @Test("gates admit an active pass, and none in any other state")
    func statusInTheList() {
        #expect(PassState.allCases.filter { $0.status == .valid } == [.intended, .active])
    }
}
