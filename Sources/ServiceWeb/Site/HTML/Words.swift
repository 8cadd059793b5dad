/// A text for people: Chinese as written in Taiwan first, English beside it.
struct Words: Hashable, Sendable {
    let chinese: String
    let english: String

    init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}

extension HTMLWriter {
    /// Both languages, each marked as what it is.
    mutating func words(_ words: Words) {
        text(words.chinese)
        guard words.english != words.chinese else { return }
        text(" ")
        element(.span, [.language("en")], words.english)
    }

    mutating func element(_ tag: HTMLTag, _ attributes: [HTMLAttribute], _ words: Words) {
        element(tag, attributes) { $0.words(words) }
    }

    mutating func element(_ tag: HTMLTag, _ words: Words) { element(tag, [], words) }
}
