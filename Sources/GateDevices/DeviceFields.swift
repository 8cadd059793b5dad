internal import StrictJSON

/// The members of one object of `devices.json`, each taken once: what is left over is a slip of the pen, and is said.
struct DeviceFields {
    /// Where the object stands, for sentences: `scanners[0]`.
    private let place: String
    private var members: [ExactText: JSONValue]

    init(_ value: JSONValue, _ place: String) throws(DeviceError) {
        guard case .object(let object) = value else { throw .file("\(place) is \(value.kind) and should be an object") }
        self.place = place
        members = object.byName
    }

    mutating func value(_ name: ExactText) -> JSONValue? { members.removeValue(forKey: name) }

    /// - Throws: `file` when it is missing, no text, empty, over 500 bytes or has control characters.
    mutating func text(_ name: ExactText) throws(DeviceError) -> String {
        guard let text = try optionalText(name) else { throw .file("\(place) has no \"\(name)\"") }
        return text
    }

    mutating func optionalText(_ name: ExactText) throws(DeviceError) -> String? {
        guard let value = value(name) else { return nil }
        guard case .string(let text) = value else {
            throw .file("\"\(name)\" in \(place) is \(value.kind) and should be a text")
        }
        guard (1...500).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
            throw .file("\"\(name)\" in \(place) is empty, too long or has control characters")
        }
        return text.string
    }

    /// - Returns: The path of a file or device, from the root.
    mutating func path(_ name: ExactText) throws(DeviceError) -> String {
        let path = try text(name)
        guard path.hasPrefix("/") else { throw .file("\"\(name)\" in \(place) should be a path that begins with /") }
        return path
    }

    mutating func integer(_ name: ExactText, in range: ClosedRange<Int>, else usual: Int) throws(DeviceError) -> Int {
        guard let value = value(name) else { return usual }
        guard case .integer(let number) = value, let number = Int(exactly: number), range.contains(number) else {
            throw .file(
                "\"\(name)\" in \(place) should be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    mutating func baud(else usual: Int) throws(DeviceError) -> Int {
        guard let value = value("baud") else { return usual }
        guard case .integer(let number) = value, let baud = Int(exactly: number), SerialLine.speeds[baud] != nil else {
            let speeds = SerialLine.speeds.keys.sorted().map(String.init).joined(separator: ", ")
            throw .file("\"baud\" in \(place) should be one of \(speeds)")
        }
        return baud
    }

    /// - Returns: 1 to 32 bytes that stand as hexadecimal digits, two a byte; spaces between bytes are allowed.
    mutating func bytes(_ name: ExactText, else usual: [UInt8]) throws(DeviceError) -> [UInt8] {
        guard let text = try optionalText(name) else { return usual }
        let digits = text.filter { $0 != " " }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { offset in
            let pair = digits.dropFirst(offset).prefix(2)
            return pair.count == 2 && pair.allSatisfy(\.isHexDigit) ? UInt8(pair, radix: 16) : nil
        }
        guard (1...32).contains(bytes.count), !bytes.contains(nil) else {
            throw .file("\"\(name)\" in \(place) should be 1 to 32 bytes in hexadecimal, such as A0 01 01 A2")
        }
        return bytes.compactMap(\.self)
    }

    /// - Throws: `file` when there are members that nobody took.
    func end() throws(DeviceError) {
        guard let name = members.keys.min() else { return }
        throw .file("\(place) has \(name.quoted), which nothing here is called")
    }
}
