/// How far a call has got, by its actual times alone.
package enum CallState: String, Hashable, Comparable, Sendable, CaseIterable {
    case expected
    case inPort = "in-port"
    case departed

    private var order: Int {
        switch self {
        case .expected: 0
        case .inPort: 1
        case .departed: 2
        }
    }

    package static func < (left: CallState, right: CallState) -> Bool { left.order < right.order }
}

extension ShipCall {
    package var state: CallState { atd != nil ? .departed : ata != nil ? .inPort : .expected }
}
