import Register

extension OpinionState {
    var look: StatusTag.Look {
        switch self {
        case .received, .answering: .waiting
        case .answered: .good
        case .closed, .withdrawn: .over
        }
    }

    func tag(_ words: SiteWords) -> StatusTag { StatusTag(look: look, text: words["opinions.state-\(rawValue)"]) }
}
