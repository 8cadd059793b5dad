import Register
import SingleWindows

/// How what a window says looks: in words and by a shape, never by colour alone.
enum WindowLook {
    /// - Parameter finding: nil where nobody said anything yet.
    static func tag(_ finding: WindowFinding?, isStuck: Bool = false, _ words: SiteWords) -> StatusTag {
        guard let finding else {
            return isStuck
                ? StatusTag(look: .bad, text: words["windows.stuck"])
                : StatusTag(look: .waiting, text: words["windows.not-yet"])
        }
        let look: StatusTag.Look =
            switch finding {
            case .released, .declared: .good
            case .held: .bad
            case .undeclared, .unknown: .asking
            }
        return StatusTag(look: look, text: words["windows.\(finding.rawValue)"])
    }

    /// What a code of ours says. A window's own code, and an answer's status, stand beside what we say of it.
    static func text(_ code: String, _ words: SiteWords) -> String {
        for kind in ["refused", "status"] where code.hasPrefix("\(kind)-") {
            return words["staff.windows-code-\(kind)", ["code": String(code.dropFirst(kind.count + 1))]]
        }
        return words.find("staff.windows-code-\(code)") ?? code
    }

    static func tag(_ state: AskedQuestion.State, _ words: SiteWords) -> StatusTag {
        let look: StatusTag.Look =
            switch state {
            case .waiting, .sending, .sent: .waiting
            case .answered: .good
            case .dead: .bad
            case .dropped: .over
            }
        return StatusTag(look: look, text: words["staff.windows-\(state.rawValue)"])
    }
}
