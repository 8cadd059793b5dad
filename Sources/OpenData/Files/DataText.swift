/// A text in the two languages that everything published has.
package struct DataText: Hashable, Sendable {
    package let chinese: String
    package let english: String

    package init(_ chinese: String, _ english: String) {
        self.chinese = chinese
        self.english = english
    }
}
