/// The reason codes of gates in words.
enum GateReason {
    static func text(_ code: String, _ words: SiteWords) -> String {
        words.find("staff.gate-reason-\(code)") ?? words["staff.gate-reason-unnamed", ["code": code]]
    }
}
