/// The few types that claims and messages are made of, each with its limit and the name to report it by.
extension CBORReader {
    /// Seconds since 1970, in the range of ``PassLimits/time``.
    package mutating func readTime(_ field: String) throws(FormatError) -> Int64 {
        let time = try readInteger()
        guard PassLimits.time.contains(time) else { throw .invalid(field, "it lies outside the years 1970 to 9999") }
        return time
    }

    /// A text of so many bytes.
    package mutating func readText(_ field: String, _ limit: ClosedRange<Int>) throws(FormatError) -> WireText {
        let text = try readText()
        guard text.utf8.count <= limit.upperBound else { throw .tooLong(field, limit: limit.upperBound) }
        guard text.utf8.count >= limit.lowerBound else { throw .invalid(field, "it is empty") }
        return text
    }

    /// A byte string of one length.
    package mutating func readBytes(_ field: String, count: Int) throws(FormatError) -> [UInt8] {
        let bytes = try readByteString()
        guard bytes.count == count else { throw .invalid(field, "it must be \(count) bytes") }
        return bytes
    }

    package mutating func readInteger(_ field: String, _ range: ClosedRange<Int64>) throws(FormatError) -> Int64 {
        let value = try readInteger()
        guard range.contains(value) else {
            throw .invalid(field, "it must lie between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    /// One of the raw values of an enumeration.
    package mutating func readChoice<Choice: RawRepresentable>(
        _ field: String, _ type: Choice.Type
    ) throws(FormatError) -> Choice where Choice.RawValue == Int64 {
        guard let choice = Choice(rawValue: try readInteger()) else {
            throw .invalid(field, "it is none of the values that are known")
        }
        return choice
    }
}
