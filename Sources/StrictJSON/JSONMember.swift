/// One member of a JSON object.
package struct JSONMember: Hashable, Sendable {
    package let name: ExactText
    package let value: JSONValue

    package init(_ name: ExactText, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}
