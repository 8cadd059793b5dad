/// The bytes of a file as text: UTF-8 with or without a mark, UTF-16 with one, else Big5, which Excel in Taiwan writes.
///
/// What cannot be read becomes U+FFFD, so that the one cell can be named instead of the file refused.
struct DecodedText: Hashable {
    /// Valid UTF-8, without a mark.
    let utf8: [UInt8]

    /// - Throws: `empty`, `tooLarge`, `workbook`, `notText`, `unknownEncoding`.
    init(_ bytes: [UInt8], limits: TableLimits) throws(TableError) {
        guard bytes.count <= limits.bytes else {
            throw TableError(.tooLarge, "the file has more than \(limits.bytes) bytes")
        }
        guard !bytes.starts(with: "PK".utf8), !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw TableError(.workbook, "this is a workbook: save it as CSV (UTF-8) and send that file")
        }
        let text = try Self.decode(bytes)
        guard !text.contains(0) else { throw TableError(.notText, "the file is not text") }
        guard text.contains(where: { $0 > 0x20 }) else { throw TableError(.empty, "the file is empty") }
        utf8 = text
    }

    private static func decode(_ bytes: [UInt8]) throws(TableError) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            return Array(String(decoding: bytes.dropFirst(3), as: UTF8.self).utf8)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), low: 0) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), low: 1) }
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        guard !bytes.contains(0) else { throw TableError(.notText, "the file is not text") }
        guard let big5 = CodePage950() else {
            throw TableError(.unknownEncoding, "the file is not UTF-8, and this machine has no converter for Big5")
        }
        let (text, unreadable, _) = big5.decode(bytes)
        // A few characters of somebody's own making are to be expected; where a quarter is unreadable it is not Big5.
        let characters = text.count { $0 >= 0xC0 }
        guard unreadable <= 3 || unreadable * 4 <= characters else {
            throw TableError(.unknownEncoding, "the file is neither UTF-8 nor Big5: save it as CSV (UTF-8)")
        }
        return text
    }

    /// - Parameter low: where the less significant byte of a pair stands. A single byte at the end is unreadable.
    private static func utf16(_ bytes: ArraySlice<UInt8>, low: Int) -> [UInt8] {
        let bytes = Array(bytes)
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2 + 1)
        for start in stride(from: 0, to: bytes.count - 1, by: 2) {
            units.append(UInt16(bytes[start + low]) | UInt16(bytes[start + 1 - low]) << 8)
        }
        if !bytes.count.isMultiple(of: 2) { units.append(0xFFFD) }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
