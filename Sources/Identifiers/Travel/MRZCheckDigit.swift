/// The check digit of machine readable zones: weights 7 3 1, letters from 10, the filler 0, modulo 10 (ICAO 9303-3,
/// section 4.9).
enum MRZCheckDigit {
    static func value(of field: some Sequence<UInt8>) -> Int {
        var weights = [7, 3, 1][...]
        var sum = 0
        for byte in field {
            guard let weight = weights.popFirst() else { break }
            sum += value(byte) * weight
            weights.append(weight)
        }
        return sum % 10
    }

    /// Whether `digit` stands for `field`.
    static func fits(_ digit: UInt8, _ field: some Sequence<UInt8>) -> Bool {
        digit.isDigit && digit.digit == value(of: field)
    }

    private static func value(_ byte: UInt8) -> Int {
        byte.isDigit ? byte.digit : byte.isCapital ? Int(byte) - 0x41 + 10 : 0
    }
}
