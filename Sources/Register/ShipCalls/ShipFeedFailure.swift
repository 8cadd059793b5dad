/// Why a feed of ships did not come.
package enum ShipFeedFailure: Hashable, Sendable {
    /// No answer to its end.
    case unreachable
    /// An answer with another status than 200.
    case status(Int)
    case tooLarge

    package var code: String {
        switch self {
        case .unreachable: "unreachable"
        case .status(let status): "status-\(status)"
        case .tooLarge: "too-large"
        }
    }
}
