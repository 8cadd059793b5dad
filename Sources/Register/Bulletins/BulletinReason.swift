/// Why something that everybody saw is another now, or is no more.
package struct BulletinReason: Hashable, Sendable {
    package static let longest = 300
    /// Of what is published for the first time.
    package static let none = BulletinReason(chinese: "", english: "")

    package let chinese: String
    package let english: String

    package init(chinese: String, english: String) {
        self.chinese = OpinionText.plain(chinese)
        self.english = OpinionText.plain(english)
    }

    package var isEmpty: Bool { chinese.isEmpty }

    var faults: [Fault] {
        [("reason-zh", chinese), ("reason-en", english)].compactMap { field, text in
            OpinionText.lineFault(in: text, field: field, longest: Self.longest)
        }
    }
}
