import StrictJSON

/// The members of one object of metadata, taken out one by one with the type they must have. What is left at the end are the
/// fields this version does not know; they are kept, because the signature covers them.
package struct MetadataFields {
    /// What the object is, for the error sentence: "timestamp metadata", "a key".
    let subject: String
    private(set) var rest: [ExactText: JSONValue]

    /// - Throws: `UpdateError.malformed` when `value` is not an object.
    init(_ value: JSONValue, _ subject: String) throws(UpdateError) {
        guard case .object(let object) = value else { throw .malformed("\(subject) is not an object") }
        self.subject = subject
        rest = object.byName
    }

    private func wrong(_ name: ExactText, _ type: String) -> UpdateError {
        .malformed("\(subject): \(name.quoted) is not \(type)")
    }

    mutating func takeIfPresent(_ name: ExactText) -> JSONValue? {
        rest.removeValue(forKey: name)
    }

    mutating func take(_ name: ExactText) throws(UpdateError) -> JSONValue {
        guard let value = takeIfPresent(name) else { throw .malformed("\(subject): \(name.quoted) is missing") }
        return value
    }

    mutating func text(_ name: ExactText) throws(UpdateError) -> ExactText {
        guard case .string(let text) = try take(name) else { throw wrong(name, "a string") }
        return text
    }

    mutating func bool(_ name: ExactText) throws(UpdateError) -> Bool {
        guard case .bool(let flag) = try take(name) else { throw wrong(name, "true or false") }
        return flag
    }

    mutating func boolIfPresent(_ name: ExactText) throws(UpdateError) -> Bool? {
        rest[name] == nil ? nil : try bool(name)
    }

    /// An integer not below `minimum`.
    mutating func integer(_ name: ExactText, atLeast minimum: Int) throws(UpdateError) -> Int {
        guard case .integer(let number) = try take(name) else { throw wrong(name, "an integer") }
        guard number >= minimum, let number = Int(exactly: number) else { throw wrong(name, "\(minimum) or more") }
        return number
    }

    mutating func integerIfPresent(_ name: ExactText, atLeast minimum: Int) throws(UpdateError) -> Int? {
        rest[name] == nil ? nil : try integer(name, atLeast: minimum)
    }

    mutating func object(_ name: ExactText) throws(UpdateError) -> [ExactText: JSONValue] {
        guard case .object(let object) = try take(name) else { throw wrong(name, "an object") }
        return object.byName
    }

    mutating func array(_ name: ExactText) throws(UpdateError) -> [JSONValue] {
        guard case .array(let elements) = try take(name) else { throw wrong(name, "an array") }
        return elements
    }

    mutating func texts(_ name: ExactText) throws(UpdateError) -> [ExactText] {
        var texts: [ExactText] = []
        for element in try array(name) {
            guard case .string(let text) = element else { throw wrong(name, "an array of strings") }
            texts.append(text)
        }
        return texts
    }

    mutating func textsIfPresent(_ name: ExactText) throws(UpdateError) -> [ExactText]? {
        rest[name] == nil ? nil : try texts(name)
    }
}
