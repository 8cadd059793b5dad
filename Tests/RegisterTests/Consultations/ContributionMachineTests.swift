import Register
import ServiceScenes
import Testing

@Suite("What becomes of a contribution")
struct ContributionMachineTests {
    @Test("Nothing is published without its writer's consent, and nothing but by the decision to publish it")
    func published() {
        for state in ContributionState.allCases {
            for decision in ContributionDecision.allCases {
                for isAgreed in [true, false] {
                    let next = ContributionMachine.next(state, nil, decision, isAgreed: isAgreed)
                    #expect((next == .published) == (decision == .publish && isAgreed))
                    // Looked at once, it is not as if nobody had.
                    #expect(next != .received)
                    #expect(decision != .noConsent || next == .kept)
                }
            }
        }
    }

    @Test("What was published by mistake comes off the page from wherever it stands")
    func takenDown() {
        for state in ContributionState.allCases {
            for isAgreed in [true, false] {
                #expect(ContributionMachine.next(state, nil, .personalData, isAgreed: isAgreed) == .kept)
            }
        }
    }

    @Test("Consent that was taken back is not given again by somebody else, by whatever way")
    func takenBack() {
        for decision in ContributionDecision.allCases {
            #expect(ContributionMachine.next(.kept, .noConsent, decision, isAgreed: true) == nil)
        }
        // Of one who never agreed it may be said better why it is not published.
        #expect(ContributionMachine.next(.kept, .noConsent, .insult, isAgreed: false) == .kept)
        #expect(ContributionMachine.next(.kept, .insult, .publish, isAgreed: true) == .published)
    }

    @Test("A number is read as people type it, and is none of another kind")
    func numbers() throws {
        let number = try #require(ContributionNumber(random: [1, 2, 3, 4], year: 2026))
        #expect(number.text.hasPrefix("K26-"))
        #expect(ContributionNumber(typed: " \(number.text.lowercased().replacing("-", with: " ")) ") == number)
        #expect(OpinionNumber(typed: number.text) == nil)
        let opinion = try #require(OpinionNumber(random: [1, 2, 3, 4], year: 2026))
        #expect(ContributionNumber(typed: opinion.text) == nil)
    }
}
