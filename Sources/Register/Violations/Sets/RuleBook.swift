import Identifiers
import Synchronization

/// The rule sets and fee tables there are, by the days from which they hold: what the seeds have, and what two people put after it.
final class RuleBook: Sendable {
    struct Contents: Sendable {
        /// In the order of their days.
        let violations: [ViolationRules]
        /// Sets of former seeds, under which violations were recorded.
        let former: [ViolationRules]
        let fees: FeeTable

        /// The set that holds on a day; nil before there was one.
        func violations(on day: CivilDate) -> ViolationRules? {
            violations.last { $0.from.daysSinceEpoch <= day.daysSinceEpoch }
        }

        func violations(_ digest: [UInt8]) -> ViolationRules? { (violations + former).first { $0.digest == digest } }

        func engine(utcOffset: Int64) -> ViolationEngine {
            ViolationEngine(utcOffset: utcOffset) { violations($0) }
        }
    }

    private let state: Mutex<Contents>

    init(_ seeds: Seeds) {
        state = Mutex(Contents(violations: seeds.violations.map { [$0] } ?? [], former: [], fees: seeds.fees))
    }

    var contents: Contents { state.withLock { $0 } }

    /// Takes in what the database has.
    /// - Parameter former: contents of `violations.json` of former seeds.
    func replace(with sets: [RuleSetFile], former: [ViolationRules], seeds: Seeds) {
        var (violations, fees) = (seeds.violations.map { [$0] } ?? [], seeds.fees)
        for set in sets.sorted(by: { $0.from.daysSinceEpoch < $1.from.daysSinceEpoch }) {
            switch set.content {
            case .violations(let rules): violations.append(rules)
            case .fees(let table): fees = fees.followed(by: table, from: set.from)
            }
        }
        violations.sort { $0.from.daysSinceEpoch < $1.from.daysSinceEpoch }
        let contents = Contents(violations: violations, former: former, fees: fees)
        state.withLock { $0 = contents }
    }
}
