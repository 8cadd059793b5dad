/// A JSON object: its members in the order of the text, no name twice. Two objects are equal whatever their order
/// (RFC 8259 section 4).
package struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var members: [JSONMember]

    /// - Precondition: No name stands twice.
    package init(_ members: [JSONMember] = []) {
        self.members = members
    }

    package init(_ members: [ExactText: JSONValue]) {
        self.members = members.map { JSONMember($0.key, $0.value) }
    }

    package init(dictionaryLiteral members: (ExactText, JSONValue)...) {
        self.members = members.map { JSONMember($0, $1) }
    }

    package var isEmpty: Bool { members.isEmpty }

    /// The members by name.
    package var byName: [ExactText: JSONValue] {
        Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }

    /// The value of a name; setting one appends it where the name is new, and `nil` removes it.
    package subscript(name: ExactText) -> JSONValue? {
        get { members.first { $0.name == name }?.value }
        set {
            let place = members.firstIndex { $0.name == name }
            switch (place, newValue) {
            case (let place?, let value?): members[place] = JSONMember(name, value)
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(JSONMember(name, value))
            case (nil, nil): break
            }
        }
    }
}

extension JSONObject: Hashable {
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count && left.byName == right.byName
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(byName)
    }
}
