/// Characters of a machine readable zone, by what a field may hold (ICAO 9303-3, section 4.3).
enum MRZField {
    static let filler = UInt8(ascii: "<")

    /// Digits and fillers; a letter O was meant as zero.
    static func numeric(_ field: ArraySlice<UInt8>) -> [UInt8]? {
        let read = field.map { $0 == UInt8(ascii: "O") ? UInt8(ascii: "0") : $0 }
        return read.allSatisfy { $0.isDigit || $0 == filler } ? read : nil
    }

    /// Letters and fillers; a zero was meant as letter O.
    static func alphabetic(_ field: ArraySlice<UInt8>) -> [UInt8]? {
        let read = field.map { $0 == UInt8(ascii: "0") ? UInt8(ascii: "O") : $0 }
        return read.allSatisfy { $0.isCapital || $0 == filler } ? read : nil
    }

    /// Letters, digits and fillers as they are.
    static func mixed(_ field: ArraySlice<UInt8>) -> [UInt8]? {
        field.allSatisfy { $0.isDigit || $0.isCapital || $0 == filler } ? Array(field) : nil
    }

    /// Whether the fillers stand only at the end, after something.
    static func isFilledUp(_ field: [UInt8]) -> Bool {
        field.first != filler && !field.drop { $0 != filler }.contains { $0 != filler }
    }

    /// What a field says, without its fillers.
    static func text(_ field: [UInt8]) -> String { String(decoding: field.prefix { $0 != filler }, as: UTF8.self) }
}
