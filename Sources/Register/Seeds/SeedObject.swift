/// One JSON object of a seed file, read member by member. Every error names the file and the path.
struct SeedObject {
    let file: String
    let path: String
    private let members: [JSONMember]

    init(_ value: JSONValue, file: String, path: String) throws(RegisterError) {
        guard case .object(let members) = value else {
            throw .seeds(file, path.isEmpty ? nil : path, "must be an object, is \(value.kind)")
        }
        self.file = file
        self.path = path
        self.members = members
    }

    var names: [String] { members.map(\.name) }

    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func fail(_ name: String?, _ problem: String) -> RegisterError {
        .seeds(file, name.map(place) ?? (path.isEmpty ? nil : path), problem)
    }

    /// The member's value, or nil when it is missing or null.
    func value(_ name: String) -> JSONValue? {
        guard let value = members.first(where: { $0.name == name })?.value, value != .null else { return nil }
        return value
    }

    private func required(_ name: String) throws(RegisterError) -> JSONValue {
        guard let value = value(name) else { throw fail(name, "is missing") }
        return value
    }

    func string(_ name: String) throws(RegisterError) -> String {
        let value = try required(name)
        guard case .string(let text) = value, !text.isEmpty else {
            throw fail(name, "must be a text, is \(value.kind)")
        }
        return text
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
            texts.append(text)
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
        for member in members where !known.contains(member.name) && !always.contains(member.name) {
            throw fail(member.name, "is not known here")
        }
    }
}
