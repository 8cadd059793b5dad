import PassFormat
import Register
import Testing

@Suite("What follows from violations")
struct ViolationEngineTests {
    private let rules: ViolationRules
    private let engine: ViolationEngine

    init() throws {
        rules = try ViolationScene.rules()
        engine = ViolationScene.engine(rules)
    }

    private func at(_ day: Int64) -> Int64 { ViolationScene.now + day * ViolationScene.day }

    private func kinds(_ measures: [ViolationMeasure], of id: Int64) -> [ViolationMeasure.Kind] {
        measures.filter { $0.violation == id }.map(\.kind)
    }

    // MARK: The rules since 2026-03-01

    @Test("A minor one is recorded; an ordinary one counts, and stops applications for a month from its day")
    func milder() throws {
        let minor = engine.measures(of: [ViolationScene.one(1, "not-shown", at: at(0), rules)])
        #expect(minor.map(\.kind) == [.reminder])
        #expect(ViolationOutcome(minor) == ViolationOutcome([]))
        let ordinary = engine.measures(of: [ViolationScene.one(1, "wrong-zone", at: at(0), rules)])
        #expect(ordinary.map(\.kind) == [.breach, .ban])
        #expect(ordinary.last?.until == (try ViolationScene.time("2027-01-01T12:00:00+08:00")))
    }

    @Test("A serious one suspends for one to three months, and stops applications for three to six")
    func serious() throws {
        func measures(_ suspension: Int?, _ ban: Int?) -> [ViolationMeasure] {
            engine.measures(
                of: [ViolationScene.one(1, "lending", at: at(0), rules, suspension: suspension, ban: ban)])
        }
        let least = measures(nil, nil)
        #expect(least.map(\.kind) == [.breach, .suspension, .ban])
        #expect(least.map(\.length) == [0, 1, 3])
        let most = measures(3, 6)
        #expect(most.map(\.length) == [0, 3, 6])
        #expect(ViolationOutcome(most).suspendedUntil == (try ViolationScene.time("2027-03-01T12:00:00+08:00")))
        #expect(ViolationOutcome(most).barredUntil == (try ViolationScene.time("2027-06-01T12:00:00+08:00")))
    }

    @Test("An extremely serious one cancels, and stops applications for a year")
    func extreme() throws {
        let measures = engine.measures(of: [ViolationScene.one(1, "forgery", at: at(0), rules)])
        #expect(measures.map(\.kind) == [.breach, .cancellation, .ban])
        #expect(ViolationOutcome(measures).isCancelled)
        #expect(ViolationOutcome(measures).barredUntil == (try ViolationScene.time("2027-12-01T12:00:00+08:00")))
    }

    @Test("The third breach cancels with a month's ban; from the fourth, a month more each")
    func repetition() {
        let history = (1...5).map { ViolationScene.one(Int64($0), "wrong-zone", at: at(Int64($0)), rules) }
        let measures = engine.measures(of: history)
        #expect(kinds(measures, of: 2) == [.breach, .ban])
        let repeated = measures.filter { $0.kind == .repetition }
        #expect(repeated.map(\.violation) == [3, 4, 5])
        #expect(repeated.map(\.length) == [1, 2, 3])
        #expect(repeated.map(\.count) == [3, 4, 5] && repeated.allSatisfy { $0.threshold == 3 })
    }

    @Test("Three minor ones weigh as much as a breach, but none of them cancels by itself")
    func points() {
        var history = (1...2).map { ViolationScene.one(Int64($0), "wrong-zone", at: at(Int64($0)), rules) }
        history += (3...5).map { ViolationScene.one(Int64($0), "not-shown", at: at(Int64($0)), rules) }
        #expect(!ViolationOutcome(engine.measures(of: history)).isCancelled)
        history.append(ViolationScene.one(6, "wrong-zone", at: at(6), rules))
        let last = engine.measures(of: history).filter { $0.violation == 6 && $0.kind == .repetition }
        #expect(last.map(\.count) == [4] && last.map(\.length) == [2])
    }

    @Test("What is older than the window counts no more, to the second")
    func window() throws {
        let year = try ViolationScene.time("2025-12-01T12:00:00+08:00")
        for (time, cancels) in [(year, false), (year + 1, true)] {
            let history = [
                ViolationScene.one(1, "wrong-zone", at: time, rules),
                ViolationScene.one(2, "wrong-zone", at: at(-9), rules),
                ViolationScene.one(3, "wrong-zone", at: at(0), rules),
            ]
            #expect(ViolationOutcome(engine.measures(of: history)).isCancelled == cancels, "\(time)")
        }
    }

    @Test(
        "Five breaches of a company's people, or of its own, stop it for a week, and two from the sixth; they do not add up"
    )
    func company() {
        func people(_ count: Int64) -> [ViolationCase] {
            (1...count).map {
                ViolationScene.one(
                    $0, "wrong-zone", at: at($0), rules, subject: [UInt8](repeating: UInt8($0), count: 16),
                    company: "04595257")
            }
        }
        func own(_ count: Int64) -> [ViolationCase] {
            (1...count).map {
                ViolationScene.one(
                    100 + $0, "not-supervised", at: at($0), rules, party: .company, company: "04595257")
            }
        }
        #expect(engine.companyMeasures(of: people(4) + own(4)) == [])
        let five = engine.companyMeasures(of: people(5) + own(4))
        #expect(five.map(\.kind) == [.companyOfPeople] && five.map(\.length) == [7])
        #expect(five.first?.until == at(5) + 7 * ViolationScene.day)
        #expect(engine.companyMeasures(of: people(7)).map(\.length) == [7, 14, 14])
        #expect(engine.companyMeasures(of: own(5)).map(\.kind) == [.companyOwn])
        // Nobody's passes are touched by what is the company's own.
        #expect(engine.measures(of: own(6)) == [])
    }

    // MARK: Whatever the history

    private func random(_ seed: UInt64, _ count: Int) -> [ViolationCase] {
        var random = SplitMix(seed: seed)
        let personal = rules.rules.filter { $0.parties.contains(.person) }
        return (0..<count).compactMap { id in
            guard let rule = personal.randomElement(using: &random), let grade = rules.grade(of: rule) else {
                return nil
            }
            func months(_ range: ViolationRules.Months?) -> Int? {
                range.flatMap { Bool.random(using: &random) ? Int.random(in: $0.least...$0.most, using: &random) : nil }
            }
            // Few moments, so that some come at once.
            let time = at(Int64.random(in: -500...0, using: &random))
            return ViolationScene.one(
                Int64(id), rule.id, at: time, rules, company: Bool.random(using: &random) ? "04595257" : nil,
                suspension: months(grade.suspension), ban: months(rule.ban))
        }
    }

    private func all(_ history: [ViolationCase]) -> [ViolationMeasure] {
        engine.measures(of: history) + engine.companyMeasures(of: history.filter { $0.company != nil })
    }

    @Test("The order in which they are recorded does not matter")
    func order() {
        for seed in 0..<400 as Range<UInt64> {
            var generator = SplitMix(seed: seed &+ 1_000)
            let history = random(seed, Int(seed % 12))
            #expect(Set(all(history.shuffled(using: &generator))) == Set(all(history)), "\(seed)")
        }
    }

    @Test("One more never makes anything milder: neither in the end, nor for any of the others, nor at any moment")
    func monotone() {
        for seed in 0..<400 as Range<UInt64> {
            let more = random(seed, 2 + Int(seed % 10))
            for left in more {
                let fewer = more.filter { $0.id != left.id }
                let (before, after) = (all(fewer), all(more))
                #expect(ViolationOutcome(after).isAtLeast(ViolationOutcome(before)), "\(seed)")
                for one in fewer {
                    #expect(
                        ViolationOutcome(after.filter { $0.violation == one.id })
                            .isAtLeast(ViolationOutcome(before.filter { $0.violation == one.id })), "\(seed)")
                }
                for day in stride(from: -500 as Int64, through: 400, by: 25) {
                    #expect(!isBarred(before, at(day)) || isBarred(after, at(day)), "\(seed) \(day)")
                }
            }
        }
    }

    private func isBarred(_ measures: [ViolationMeasure], _ time: Int64) -> Bool {
        measures.contains {
            ViolationMeasure.Kind.barring.contains($0.kind) && $0.from <= time && time < ($0.until ?? .min)
        }
    }

    @Test("What happened later changes nothing for what was before")
    func later() {
        for seed in 0..<200 as Range<UInt64> {
            let history = random(seed, 8)
            for one in history {
                let until = history.filter { $0.at <= one.at }
                #expect(
                    Set(all(until).filter { $0.violation == one.id })
                        == Set(all(history).filter { $0.violation == one.id }))
            }
        }
    }
}
