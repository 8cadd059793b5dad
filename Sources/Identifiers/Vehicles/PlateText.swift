/// Plates in one spelling: capital ASCII letters and digits, nothing else.
///
/// No authority publishes the shapes of plates; older ones hold almost anything. So a plate is never refused for its shape:
/// what a pass cannot carry is left out, with a warning.
package enum PlateText {
    package static func normalise(_ text: String) -> (plate: String, isChanged: Bool) {
        let compact = TextNormalisation.compact(text)
        let kept = String(decoding: compact.utf8.filter { $0.isDigit || $0.isCapital }, as: UTF8.self)
        return (kept, kept.utf8.count != compact.utf8.count)
    }

    /// Whether a normalised plate has none of the shapes in use (`ABC1234`, `AB1234`, `1234AB`, `123ABC`, `HB77`, `A12345`
    /// and the like): a warning to look again, never a refusal.
    ///
    /// Usual is two or three characters with at least one letter among them, before or after two to four digits.
    package static func isUnusual(_ plate: String) -> Bool {
        let bytes = Array(plate.utf8)
        return !isUsual(bytes) && !isUsual(bytes.reversed())
    }

    private static func isUsual(_ bytes: [UInt8]) -> Bool {
        [2, 3].contains { count in
            guard (count + 2...count + 4).contains(bytes.count) else { return false }
            let series = bytes.prefix(count)
            return series.allSatisfy { $0.isDigit || $0.isCapital } && series.contains { $0.isCapital }
                && bytes.dropFirst(count).allSatisfy(\.isDigit)
        }
    }
}
