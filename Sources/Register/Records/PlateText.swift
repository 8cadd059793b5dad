/// Plates in one spelling: capital ASCII letters and digits, nothing else.
///
/// No authority publishes the shapes of plates; older ones hold almost anything. So a plate is never refused for its shape:
/// what a pass cannot carry is left out, with a warning.
enum PlateText {
    static func normalise(_ text: String) -> (plate: String, isChanged: Bool) {
        let compact = TextNormalisation.compact(text)
        let kept = String(
            decoding: compact.utf8.filter { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }, as: UTF8.self)
        return (kept, kept.utf8.count != compact.utf8.count)
    }
}
