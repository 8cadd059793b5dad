/// A fixed text in both languages.
package struct Label: Hashable, Sendable {
    package let chinese: String
    package let english: String

    package init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }

    /// As small grey lines beside a value, Chinese above English.
    func items(chinese chineseSize: Double, english englishSize: Double) -> [TextItem] {
        [(chinese, chineseSize), (english, englishSize)].map { text, size in
            var item = TextItem(Phrase(text), .regular, size, least: size, .muted, lineLimit: 1)
            item.leading = .label
            return item
        }
    }
}
