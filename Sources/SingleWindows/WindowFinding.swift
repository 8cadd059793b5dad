/// What a window says of a subject. The raw value is in messages and in the database.
package enum WindowFinding: String, Hashable, Sendable, CaseIterable {
    /// Customs: may leave the port.
    case released
    /// Customs: must stay.
    case held
    /// Maritime: the call is known, and its crew list is declared.
    case declared
    /// Maritime: the call is known, without a crew list.
    case undeclared
    /// Either: there is nothing of this mark at this port.
    case unknown

    package func isSaid(by window: SingleWindow) -> Bool {
        switch self {
        case .released, .held: window == .customs
        case .declared, .undeclared: window == .maritime
        case .unknown: true
        }
    }

    /// Whether nothing stands in the way any more.
    package var isClear: Bool { self == .released || self == .declared }
}
