import Register

/// Which of somebody's sessions are to end, as the form says it.
enum SessionChoice: Hashable {
    case one(Int64)
    case others, all

    var text: String {
        switch self {
        case .one(let number): String(number)
        case .others: "others"
        case .all: "all"
        }
    }

    init?(_ text: String) {
        switch text {
        case "others": self = .others
        case "all": self = .all
        default:
            guard let number = Int64(text), number > 0 else { return nil }
            self = .one(number)
        }
    }
}
