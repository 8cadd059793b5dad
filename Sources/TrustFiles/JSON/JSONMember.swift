package import PassFormat

/// One member of a JSON object, in the order of the file.
package struct JSONMember: Hashable, Sendable {
    package let name: WireText
    package let value: JSONValue

    package init(_ name: WireText, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}
