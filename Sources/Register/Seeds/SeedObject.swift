import StrictJSON

/// One JSON object of a seed file, read member by member. Every error names the file and the path.
struct SeedObject {
    let file: String
    let path: String
    private let object: JSONObject

    init(_ value: JSONValue, file: String, path: String) throws(RegisterError) {
        guard case .object(let object) = value else {
            throw .seeds(file, path.isEmpty ? nil : path, "must be an object, is \(value.kind)")
        }
        self.file = file
        self.path = path
        self.object = object
    }

    var names: [String] { object.members.map(\.name.string) }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func fail(_ name: String?, _ problem: String) -> RegisterError {
        .seeds(file, name.map(place) ?? (path.isEmpty ? nil : path), problem)
    }

    /// The member's value, or nil when it is missing or null.
    func value(_ name: String) -> JSONValue? {
        guard let value = object[ExactText(name)], value != .null else { return nil }
        return value
    }

    private func required(_ name: String) throws(RegisterError) -> JSONValue {
        guard let value = value(name) else { throw fail(name, "is missing") }
        return value
    }

    func string(_ name: String) throws(RegisterError) -> String {
        let value = try required(name)
        guard case .string(let text) = value, !text.string.isEmpty else {
            throw fail(name, "must be a text, is \(value.kind)")
        }
        return text.string
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(RegisterError) -> Int64 {
        let value = try required(name)
        guard case .integer(let number) = value, range.contains(number) else {
            throw fail(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func bool(_ name: String, default missing: Bool) throws(RegisterError) -> Bool {
        guard let value = value(name) else { return missing }
        guard case .bool(let truth) = value else { throw fail(name, "must be true or false, is \(value.kind)") }
        return truth
    }

    func object(_ name: String) throws(RegisterError) -> SeedObject {
        try SeedObject(required(name), file: file, path: place(name))
    }

    func objects(_ name: String) throws(RegisterError) -> [SeedObject] {
        let value = try required(name)
        guard case .array(let values) = value else { throw fail(name, "must be a list, is \(value.kind)") }
        var objects: [SeedObject] = []
        for (index, value) in values.enumerated() {
            objects.append(try SeedObject(value, file: file, path: "\(place(name))[\(index)]"))
        }
        return objects
    }

    func strings(_ name: String, default missing: [String]? = nil) throws(RegisterError) -> [String] {
        if value(name) == nil, let missing { return missing }
        let value = try required(name)
        guard case .array(let values) = value else { throw fail(name, "must be a list of texts, is \(value.kind)") }
        var texts: [String] = []
        for value in values {
            guard case .string(let text) = value else { throw fail(name, "must be a list of texts") }
            texts.append(text.string)
        }
        return texts
    }

    /// One of the raw values of an enumeration.
    func choice<Choice: RawRepresentable & CaseIterable>(_ name: String, _ type: Choice.Type) throws(RegisterError)
        -> Choice
    where Choice.RawValue == String {
        let text = try string(name)
        guard let choice = Choice(rawValue: text) else {
            throw fail(name, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    /// Refuses a member that nothing reads: a typing error would otherwise change a rule in silence.
    func expectOnly(_ known: Set<String>) throws(RegisterError) {
        let always: Set<String> = ["note", "example", "confirmed", "label", "version"]
        for name in names where !known.contains(name) && !always.contains(name) {
            throw fail(name, "is not known here")
        }
    }
}
