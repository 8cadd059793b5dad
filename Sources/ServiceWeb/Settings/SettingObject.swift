import StrictJSON

/// One JSON object of a file of settings, read member by member; every error names the place.
struct SettingObject {
    let object: JSONObject
    private let path: String

    init(_ value: JSONValue, at path: String) throws(SettingsError) {
        guard case .object(let object) = value else {
            throw SettingsError("\(path.isEmpty ? "it" : path) must be an object, and is \(value.kind)")
        }
        self.object = object
        self.path = path
    }

    var names: [String] { object.members.map(\.name.string) }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    func object(_ name: String) throws(SettingsError) -> SettingObject? {
        guard let value = object[ExactText(name)] else { return nil }
        return try SettingObject(value, at: place(name))
    }

    func optionalText(_ name: String) throws(SettingsError) -> String? {
        guard let value = object[ExactText(name)] else { return nil }
        guard case .string(let text) = value, !text.string.isEmpty else {
            throw SettingsError("\(place(name)) must be a text, and is \(value.kind)")
        }
        return text.string
    }

    func text(_ name: String) throws(SettingsError) -> String {
        guard let text = try optionalText(name) else { throw SettingsError("\(place(name)) is missing") }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int64>) throws(SettingsError) -> Int64? {
        guard let value = object[ExactText(name)] else { return nil }
        guard case .integer(let number) = value, range.contains(number) else {
            throw SettingsError(
                "\(place(name)) must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func flag(_ name: String) throws(SettingsError) -> Bool? {
        guard let value = object[ExactText(name)] else { return nil }
        guard case .bool(let flag) = value else {
            throw SettingsError("\(place(name)) must be true or false, and is \(value.kind)")
        }
        return flag
    }

    /// Refuses what nothing reads: a typing error would otherwise change something in silence.
    func expectOnly(_ known: Set<String>) throws(SettingsError) {
        for name in names where !known.contains(name) { throw SettingsError("\(place(name)) is not known") }
    }
}
