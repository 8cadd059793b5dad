import StrictJSON

/// The words of the page: every language says the same things with the same placeholders, or the page is not shown at all.
package enum LanguageFiles {
    static let names = ["zh-Hant.json", "en.json"]

    /// - Throws: `KioskError` that names the first difference.
    package static func check(_ files: [String: [UInt8]]) throws(KioskError) {
        var shapes: [(name: String, shape: Set<String>)] = []
        for name in names {
            guard let bytes = files[name], case .object(let words)? = try? JSONReader.read(bytes) else {
                throw KioskError("\(name) is not a file of words: install the package again")
            }
            shapes.append((name, Set(shape(.object(words)))))
        }
        guard let first = shapes.first else { return }
        for other in shapes.dropFirst() {
            if let difference = first.shape.symmetricDifference(other.shape).min() {
                throw KioskError("\(first.name) and \(other.name) do not say the same: \(difference)")
            }
        }
    }

    /// Names and placeholders, without the words.
    private static func shape(_ value: JSONValue) -> [String] {
        switch value {
        case .object(let members):
            members.members.flatMap { member in
                [member.name.string] + shape(member.value).map { "\(member.name.string)/\($0)" }
            }
        case .array(let elements):
            elements.enumerated().flatMap { index, element in
                ["\(index)"] + shape(element).map { "\(index)/\($0)" }
            }
        case .string(let text): text.string.matches(of: /\{\w+\}/).map { String($0.output) }
        default: []
        }
    }
}
