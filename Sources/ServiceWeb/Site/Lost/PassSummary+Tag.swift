import Register

extension PassSummary {
    /// How it is shown in lists and on its holder's pages.
    func tag(at now: Int64, _ words: SiteWords) -> StatusTag {
        let name = stateName(at: now)
        let look: StatusTag.Look =
            switch name {
            case "active": .good
            case "suspended": .asking
            case "revoked": .bad
            default: .over
            }
        return StatusTag(look: look, text: words.find("lost.state-\(name)") ?? name)
    }
}
