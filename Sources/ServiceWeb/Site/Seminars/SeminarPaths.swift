import Register

/// Addresses of seminars, below the language.
enum SeminarPaths {
    static let list = "seminars"
    static func seminar(_ number: Int64) -> String { "seminars/\(number)" }
    static func calendar(_ number: Int64) -> String { "seminars/\(number)/calendar.ics" }
    static func signUp(_ number: Int64) -> String { "seminars/\(number)/sign-up" }
    /// What the link of a mail opens: it is a secret.
    static func mine(_ token: SeminarToken) -> String { "seminars/mine/\(token.text)" }
    static func mine(_ token: SeminarToken, _ act: String) -> String { "seminars/mine/\(token.text)/\(act)" }
}
