import Register
import Testing

@Suite("Where an act leads an application")
struct ApplicationMachineTests {
    private static let circumstances = [false, true].flatMap { police in
        [false, true].flatMap { cleared in
            [false, true].map {
                ApplicationMachine.Circumstances(asksPolice: police, isCleared: cleared, hasFee: $0)
            }
        }
    }

    @Test("Nothing leads out of an end", arguments: ApplicationState.allCases.filter(\.isFinal))
    func ends(_ state: ApplicationState) {
        for act in ApplicationAct.allCases {
            for circumstances in Self.circumstances {
                #expect(ApplicationMachine.next(state, act, circumstances) == nil)
            }
        }
    }

    @Test("Every state is reached, and from every state that is no end something leads on")
    func reachable() {
        var reached: Set<ApplicationState> = [.draft]
        var frontier: [ApplicationState] = [.draft]
        while let state = frontier.popLast() {
            for act in ApplicationAct.allCases {
                for circumstances in Self.circumstances {
                    guard let next = ApplicationMachine.next(state, act, circumstances), reached.insert(next).inserted
                    else { continue }
                    frontier.append(next)
                }
            }
        }
        #expect(reached == Set(ApplicationState.allCases))
        for state in ApplicationState.allCases where !state.isFinal {
            #expect(ApplicationAct.allCases.contains { ApplicationMachine.next(state, $0) != nil })
        }
    }

    @Test("No road leads to a pass past the staff, past the police where they are asked, or past a fee")
    func roads() {
        for circumstances in Self.circumstances {
            let next = ApplicationMachine.next(.checking, .approve, circumstances)
            if circumstances.asksPolice, !circumstances.isCleared {
                #expect(next == nil)
            } else {
                #expect(next == (circumstances.hasFee ? .awaitingPayment : .approved))
            }
        }
        for act in ApplicationAct.allCases where act != .approve && act != .pay {
            for state in ApplicationState.allCases {
                #expect(ApplicationMachine.next(state, act) != .approved)
            }
        }
        for state in ApplicationState.allCases where state != .approved {
            for act in ApplicationAct.allCases {
                #expect(ApplicationMachine.next(state, act, .init(hasFee: true)) != .issued)
            }
        }
    }
}
