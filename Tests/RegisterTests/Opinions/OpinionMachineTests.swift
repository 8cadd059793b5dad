import Register
import Testing

@Suite("Where an act leads what somebody wrote")
struct OpinionMachineTests {
    @Test("Nothing leads out of an end", arguments: OpinionState.allCases.filter(\.isFinal))
    func ends(_ state: OpinionState) {
        for act in OpinionAct.allCases { #expect(OpinionMachine.next(state, act) == nil) }
    }

    @Test("Every state is reached, and from every other something leads on")
    func reachable() {
        var reached: Set<OpinionState> = [.received]
        var frontier: [OpinionState] = [.received]
        while let state = frontier.popLast() {
            for act in OpinionAct.allCases {
                guard let next = OpinionMachine.next(state, act), reached.insert(next).inserted else { continue }
                frontier.append(next)
            }
        }
        #expect(reached == Set(OpinionState.allCases))
        for state in OpinionState.allCases where !state.isFinal {
            #expect(OpinionAct.allCases.contains { OpinionMachine.next(state, $0) != nil })
        }
    }

    @Test("Nothing is closed that was not answered, and only an answer answers")
    func answers() {
        for state in OpinionState.allCases {
            for act in OpinionAct.allCases {
                let next = OpinionMachine.next(state, act)
                if next == .closed { #expect(state == .answered && act == .close) }
                if next == .answered { #expect(state.isOpen && act == .answer) }
            }
        }
    }

    @Test("Staff lift what staff suspended: no holder's act leads out of it, and none out of an end")
    func holders() {
        for act in HolderActs.Act.allCases {
            for state in PassState.allCases {
                for isSelfReported in [false, true] {
                    let late = HolderActs.answer(
                        to: act, in: state, isSelfReported: isSelfReported, isExpired: true)
                    #expect(late == .over || (late == .already && state == .revoked && act == .cancel))
                    let answer = HolderActs.answer(
                        to: act, in: state, isSelfReported: isSelfReported, isExpired: false)
                    if answer == .allowed {
                        #expect(state == .active || (state == .suspended && isSelfReported))
                    }
                }
            }
        }
    }
}
