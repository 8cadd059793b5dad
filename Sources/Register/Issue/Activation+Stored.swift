extension Activation {
    /// How the database keeps it: 0 at once, a time, or a time that never comes.
    var stored: Int64 {
        switch self {
        case .now: 0
        case .at(let time): max(1, min(time, .max - 1))
        case .whenActivated: .max
        }
    }

    init(stored: Int64) {
        switch stored {
        case ...0: self = .now
        case .max: self = .whenActivated
        default: self = .at(stored)
        }
    }
}
