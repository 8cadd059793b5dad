import Register

/// How a pass stands, in words: time included, and never by colour alone.
enum PassLook {
    static func tag(_ pass: PassSummary, _ page: StaffPage) -> StatusTag {
        let name =
            pass.state == .active && pass.notBefore > page.now && !pass.isExpired(at: page.now)
            ? "future" : pass.stateName(at: page.now)
        let look: StatusTag.Look =
            switch name {
            case "active": .good
            case "future", "waiting", "intended": .waiting
            case "suspended", "revoked": .bad
            default: .over
            }
        return StatusTag(look: look, text: page.words["staff.pass-\(name)"])
    }
}
