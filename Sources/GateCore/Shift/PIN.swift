/// A guard's PIN: four to twelve digits. It prints as nothing, so that no log holds one.
package struct PIN: Sendable, CustomStringConvertible, CustomReflectable {
    package static let length = 4...12

    let digits: [UInt8]

    /// Nil for anything but so many ASCII digits.
    package init?(_ text: [UInt8]) {
        guard Self.length.contains(text.count), text.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) else {
            return nil
        }
        digits = text
    }

    package init?(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// Whether it is among the first that anybody would try: one digit only, or digits in a row.
    package var isEasy: Bool {
        let steps = zip(digits, digits.dropFirst()).map { Int($1) - Int($0) }
        return [0, 1, -1].contains { step in steps.allSatisfy { $0 == step } }
    }

    package var description: String { "PIN" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
