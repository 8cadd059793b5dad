import Identifiers
import Testing

/// The rule that `make` says is broken; nil where none is. Nothing but an ``IdentifierError`` may be thrown.
func brokenRule(_ make: () throws -> Void) -> IdentifierError.Rule? {
    do {
        try make()
        return nil
    } catch let error as IdentifierError {
        return error.rule
    } catch {
        Issue.record("\(error)")
        return nil
    }
}

/// Every text with one digit changed to another, and where.
func singleDigitErrors(in text: String) -> [(text: String, place: Int, from: Int, to: Int)] {
    let bytes = Array(text.utf8)
    return bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }.flatMap { place in
        (UInt8(0x30)...0x39).filter { $0 != bytes[place] }.map { digit in
            var changed = bytes
            changed[place] = digit
            return (String(decoding: changed, as: UTF8.self), place, Int(bytes[place]) - 48, Int(digit) - 48)
        }
    }
}

/// As typed with a Chinese keyboard: full width.
func fullWidth(_ text: String) -> String {
    String(
        String.UnicodeScalarView(
            text.unicodeScalars.map { scalar in
                (0x21...0x7E).contains(scalar.value) ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
            }))
}

/// SplitMix64, so that what was found is found again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
