import Register
import Testing

@Suite("The rule of two people, apart from any storage")
struct ChangeMachineTests {
    /// A generator that gives the same every time.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private struct Model {
        var standing: ChangeMachine.Standing
        var executions = 0

        mutating func take(_ act: ChangeMachine.Act, _ person: String, _ seen: [UInt8], _ now: Int64) {
            guard case .becomes(let state) = ChangeMachine.answer(to: act, by: person, seen: seen, standing, now: now)
            else { return }
            if state == .done { executions += 1 }
            standing = ChangeMachine.Standing(
                state: state, proposedBy: standing.proposedBy, decidedBy: person, expires: standing.expires,
                digest: standing.digest)
        }
    }

    private static let right: [UInt8] = [1, 2, 3]

    private func proposed() -> Model {
        Model(
            standing: ChangeMachine.Standing(
                state: .proposed, proposedBy: "staff:anna", decidedBy: nil, expires: 100, digest: Self.right))
    }

    @Test("No order of requests by one person carries a change out")
    func onePerson() {
        for seed in 0..<2_000 as Range<UInt64> {
            var random = Seeded(state: seed)
            var model = proposed()
            for _ in 0..<20 {
                let act = ChangeMachine.Act.allCases.randomElement(using: &random) ?? .agree
                let seen = Bool.random(using: &random) ? Self.right : [9]
                model.take(act, "staff:anna", seen, Int64.random(in: 0..<120, using: &random))
            }
            #expect(model.executions == 0 && model.standing.state != .done, "\(seed)")
        }
    }

    @Test(
        "Whatever many people ask, it is carried out at most once: by another, in time, and having seen what stands there"
    )
    func many() {
        for seed in 0..<4_000 as Range<UInt64> {
            var random = Seeded(state: seed &+ 77)
            var model = proposed()
            for _ in 0..<24 {
                let act = ChangeMachine.Act.allCases.randomElement(using: &random) ?? .agree
                let person = ["staff:anna", "staff:bo", "staff:chen"].randomElement(using: &random) ?? ""
                let seen = Bool.random(using: &random) ? Self.right : [9]
                let now = Int64.random(in: 0..<120, using: &random)
                let before = model
                model.take(act, person, seen, now)
                if model.executions > before.executions {
                    #expect(act == .agree && person != "staff:anna" && seen == Self.right && now < 100)
                    #expect(before.standing.state == .proposed)
                }
                if before.standing.state.isFinal { #expect(model.standing == before.standing, "\(seed)") }
            }
            #expect(model.executions <= 1)
        }
    }

    @Test("A repeat by the same person is no error; anybody else's is")
    func repeats() {
        var model = proposed()
        model.take(.agree, "staff:bo", Self.right, 5)
        #expect(model.standing.state == .done)
        func answer(_ act: ChangeMachine.Act, _ person: String) -> ChangeMachine.Answer {
            ChangeMachine.answer(to: act, by: person, seen: Self.right, model.standing, now: 6)
        }
        #expect(answer(.agree, "staff:bo") == .already)
        #expect(answer(.agree, "staff:chen") == .impossible(.decided(.done)))
        #expect(answer(.refuse, "staff:bo") == .impossible(.decided(.done)))
        #expect(answer(.withdraw, "staff:anna") == .impossible(.decided(.done)))
    }
}
