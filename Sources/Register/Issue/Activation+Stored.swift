extension Activation {
    /// How the database keeps it: 0 at once, -1 at once and only for an active one, a time, or a time that never comes.
    var stored: Int64 {
        switch self {
        case .nowIfActive: -1
        case .now: 0
        case .at(let time): max(1, min(time, .max - 1))
        case .whenActivated: .max
        }
    }

    init(stored: Int64) {
        switch stored {
        case -1: self = .nowIfActive
        case ...0: self = .now
        case .max: self = .whenActivated
        default: self = .at(stored)
        }
    }

    /// Whether the reissue does not wait.
    var isImmediate: Bool { self == .now || self == .nowIfActive }
}
