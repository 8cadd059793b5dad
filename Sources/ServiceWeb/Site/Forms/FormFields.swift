/// The fields of a form as `application/x-www-form-urlencoded` (WHATWG URL, section 5.1) carries them, read strictly: what no
/// browser sends is refused, and so is a field that the form has not.
struct FormFields: Hashable, Sendable {
    /// Bytes of a body: what is too long for a field is told beside it, and nothing that was typed is lost, as long as nobody typed
    /// ten thousand characters.
    static let limit = 128 << 10
    static let greatestCount = 64

    private var values: [String: [String]] = [:]

    /// - Parameters:
    ///   - single: names of fields that may come once.
    ///   - repeated: names of fields that may come many times.
    ///   - most: how many there may be.
    /// - Throws: a ``Problem`` of status 400, without what was sent.
    init(
        _ body: [UInt8], single: Set<String>, repeated: Set<String> = [], most: Int = FormFields.greatestCount
    ) throws(Problem) {
        guard !body.isEmpty else { return }
        let pairs = body.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false)
        guard pairs.count <= most else { throw .badForm }
        for pair in pairs {
            guard let sign = pair.firstIndex(of: UInt8(ascii: "=")) else { throw .badForm }
            let name = try Self.decoded(pair[..<sign])
            let value = try Self.decoded(pair[pair.index(after: sign)...])
            guard repeated.contains(name) || single.contains(name) && values[name] == nil else { throw .badForm }
            values[name, default: []].append(Self.withPlainLines(value))
        }
    }

    /// The same from names and values that need no decoding.
    init(
        _ pairs: [(String, ArraySlice<UInt8>)], single: Set<String>, repeated: Set<String>
    ) throws(Problem) {
        for (name, value) in pairs {
            guard let text = String(validating: value, as: UTF8.self), !value.contains(0),
                repeated.contains(name) || single.contains(name) && values[name] == nil
            else { throw .badForm }
            values[name, default: []].append(Self.withPlainLines(text))
        }
    }

    /// Browsers end lines with two characters (WHATWG HTML, section 4.10.21.3), whatever was typed.
    private static func withPlainLines(_ text: String) -> String {
        text.utf8.contains(0x0D) ? text.replacing("\r\n", with: "\n") : text
    }

    /// The value of a field that comes once; empty when it is not there.
    subscript(name: String) -> String { values[name]?.first ?? "" }

    /// All values of a field.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    private static func decoded(_ text: ArraySlice<UInt8>) throws(Problem) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit),
                    high << 4 | low != 0
                else { throw .badForm }
                bytes.append(high << 4 | low)
            case 0x21...0x7E: bytes.append(byte)
            default: throw .badForm
            }
        }
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .badForm }
        return decoded
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}

extension Problem {
    static let badForm = Problem.badRequest("the form can't be read")
}
