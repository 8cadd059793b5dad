import Identifiers
import Register

/// Facts as a language writes them.
enum NoticeFact {
    /// A day that was stored as `2026-12-01`; anything else stays as it is.
    static func day(_ text: String, _ language: SiteLanguage, isShort: Bool) -> String {
        guard language == .zhHant, let day = SiteDate.day(text) else { return text }
        let chinese = "\(day.year - 1911)年\(day.month)月\(day.day)日"
        return isShort ? chinese : "民國\(chinese)（\(text)）"
    }

    /// Whole dollars with their thousands apart.
    static func amount(_ digits: String) -> String {
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return digits }
        var text = ""
        for (offset, digit) in digits.reversed().enumerated() {
            if offset > 0, offset % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
