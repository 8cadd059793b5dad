import Register

/// The reasons that there are for an act, in words.
enum ReasonChoices {
    static func values(for act: PassAct, _ page: StaffPage) -> [[String: Any]] { values(for: act.rawValue, page) }

    static func values(for act: String, _ page: StaffPage) -> [[String: Any]] {
        page.register.reasons(for: act).map { reason -> [String: Any] in
            ["value": reason.code, "text": text(reason, page)]
        }
    }

    static func label(_ code: String, _ page: StaffPage) -> String {
        page.register.reasonLabel(code).map { text($0, page) } ?? code
    }

    private static func text(_ reason: SeedReason, _ page: StaffPage) -> String {
        page.language == .zhHant ? reason.labelInChinese : reason.labelInEnglish
    }
}
