/// The text of a cell between file and program: white space, and what keeps a spreadsheet from computing.
enum CellText {
    /// A cell that begins so is a formula to some spreadsheet (OWASP, "CSV Injection"); the full-width forms are one to those
    /// of East Asia.
    private static let formulas: Set<Unicode.Scalar> = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]

    private static func isFormula(_ text: some StringProtocol) -> Bool {
        text.unicodeScalars.first { $0 != "'" }.map(formulas.contains) ?? false
    }

    /// Trimmed, with an apostrophe before what would be computed. One that a user has typed there gets another, so that
    /// ``unguarded(_:)`` gives back any text.
    static func guarded(_ text: String) -> String {
        let text = trimmed(text)
        return isFormula(text) ? "'" + text : text
    }

    /// What stands in a cell: trimmed, without the apostrophe of ``guarded(_:)`` and without `="…"`, in which people wrap
    /// numbers that begin with 0.
    static func unguarded(_ cell: String) -> String {
        let text = trimmed(cell)
        if text.unicodeScalars.first == "'", isFormula(text) { return trimmed(String(text.unicodeScalars.dropFirst())) }
        if text.utf8.count >= 3, text.utf8.starts(with: "=\"".utf8), text.utf8.last == UInt8(ascii: "\"") {
            return trimmed(String(text.unicodeScalars.dropFirst(2).dropLast()))
        }
        return text
    }

    private static func trimmed(_ text: String) -> String {
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\u{FEFF}" }
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(scalars[first...last])
    }
}
