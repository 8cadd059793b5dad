/// How grave a violation is, by the rules since 2026-03-01: 輕微、一般、重大、極嚴重. The raw value is what rule sets and the database
/// hold.
package enum ViolationGrade: String, Hashable, Sendable, CaseIterable, Comparable {
    case minor, ordinary, serious, extreme

    private var rank: Int {
        switch self {
        case .minor: 0
        case .ordinary: 1
        case .serious: 2
        case .extreme: 3
        }
    }

    package static func < (one: ViolationGrade, other: ViolationGrade) -> Bool { one.rank < other.rank }
}
