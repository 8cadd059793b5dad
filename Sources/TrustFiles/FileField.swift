import PassFormat
import StrictJSON

/// A place in a trust file: its value, and the words to name it by when something is wrong.
struct FileField {
    let file: String
    /// `nil` for the whole file.
    let path: String?
    let value: JSONValue

    /// Reads a whole file, its size before anything else.
    init(file: String, bytes: [UInt8], limit: Int) throws(TrustFileError) {
        guard bytes.count <= limit else { throw .tooLarge(file, limit: limit) }
        do {
            value = try JSONReader.read(bytes)
        } catch {
            throw .syntax(file, error)
        }
        self.file = file
        path = nil
    }

    private init(file: String, path: String, value: JSONValue) {
        self.file = file
        self.path = path
        self.value = value
    }

    func invalid(_ rule: String) -> TrustFileError { .invalid(file, path, rule) }

    func duplicate(_ what: String) -> TrustFileError { .duplicate(file, path ?? "the file", what) }

    private func wrongType(_ expected: String) -> TrustFileError {
        .wrongType(file, path, expected: expected, found: value.kind)
    }

    /// The member of a name, `nil` when there is none. Members with other names are ignored.
    func optional(_ name: ExactText) throws(TrustFileError) -> FileField? {
        guard case .object(let object) = value else { throw wrongType("an object") }
        guard let value = object[name] else { return nil }
        return FileField(file: file, path: path(to: name), value: value)
    }

    /// The member of a name.
    func member(_ name: ExactText) throws(TrustFileError) -> FileField {
        guard let member = try optional(name) else { throw .missing(file, path(to: name)) }
        return member
    }

    /// The members of an object of at most `limit`, whatever their names.
    func members(limit: Int) throws(TrustFileError) -> [(name: WireText, field: FileField)] {
        guard case .object(let object) = value else { throw wrongType("an object") }
        guard object.members.count <= limit else { throw invalid("it has more than \(limit) members") }
        return object.members.map { member in
            let field = FileField(file: file, path: path(to: member.name), value: member.value)
            return (WireText(member.name.string), field)
        }
    }

    /// The elements of an array of at most `limit`.
    func elements(limit: Int) throws(TrustFileError) -> [FileField] {
        guard case .array(let values) = value else { throw wrongType("a list") }
        guard values.count <= limit else { throw invalid("it has more than \(limit) elements") }
        return values.enumerated().map { FileField(file: file, path: "\(path ?? "")[\($0)]", value: $1) }
    }

    func text() throws(TrustFileError) -> WireText {
        guard case .string(let text) = value else { throw wrongType("a text") }
        return WireText(text.string)
    }

    /// A text of so many bytes of UTF-8.
    func text(_ length: ClosedRange<Int>) throws(TrustFileError) -> WireText {
        let text = try text()
        guard length.contains(text.utf8.count) else {
            throw invalid("it must be \(length.lowerBound) to \(length.upperBound) bytes long")
        }
        return text
    }

    func integer(in range: ClosedRange<Int64>) throws(TrustFileError) -> Int64 {
        guard case .integer(let number) = value else { throw wrongType("a whole number") }
        guard range.contains(number) else {
            throw invalid("it must lie between \(range.lowerBound) and \(range.upperBound)")
        }
        return number
    }

    /// Seconds since 1970, up to the year 9999.
    func time() throws(TrustFileError) -> Int64 {
        return try integer(in: PassLimits.time)
    }

    /// The one text that may stand here.
    func mustBe(_ expected: WireText) throws(TrustFileError) {
        guard try text() == expected else { throw invalid("it must be \(expected)") }
    }

    /// One of the words of a set.
    func word<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type
    ) throws(TrustFileError) -> Word where Word.RawValue == String {
        let text = try text()
        guard let word = Word.allCases.first(where: { WireText($0.rawValue) == text }) else {
            throw invalid("it must be one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }

    /// Bytes in unpadded base64url (RFC 4648 section 5).
    func base64URL(count: Int) throws(TrustFileError) -> [UInt8] {
        guard let bytes = Base64URL.decode(try text().utf8), bytes.count == count else {
            throw invalid("it must be \(count) bytes in base64url without padding")
        }
        return bytes
    }

    private func path(to name: ExactText) -> String {
        path.map { "\($0).\(name.string)" } ?? name.string
    }
}
