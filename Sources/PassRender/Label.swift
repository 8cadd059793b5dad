/// A fixed text in both languages.
struct Label: Hashable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// As small grey lines beside a value, Chinese above English.
    func items(chinese chineseSize: Double, english englishSize: Double) -> [TextItem] {
        [
            TextItem(Phrase(chinese), .regular, chineseSize, least: chineseSize, .muted, lineLimit: 1),
            TextItem(Phrase(english), .regular, englishSize, least: englishSize, .muted, lineLimit: 1),
        ]
    }
}
