import Register

/// The reason codes of gates in words.
enum GateReason {
    /// Discreet: a guard does not learn it, and of the staff only who keeps the police list.
    private static let discreet = "hotlist"
    /// What the kiosk shows in its place.
    private static let shown = "document-check"

    static func code(_ code: String, _ page: StaffPage) -> String {
        code == discreet && !page.may(.seeHotList) ? shown : code
    }

    static func isDiscreet(_ codes: [String], _ page: StaffPage) -> Bool {
        codes.contains { Self.code($0, page) != $0 }
    }

    static func text(_ code: String, _ page: StaffPage) -> String {
        let code = Self.code(code, page)
        return page.words.find("staff.gate-reason-\(code)") ?? page.words["staff.gate-reason-unnamed", ["code": code]]
    }
}
