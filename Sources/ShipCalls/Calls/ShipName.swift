import Identifiers

/// Names of ships, brought into one spelling.
package enum ShipName {
    /// What two spellings of one name have in common: capitals, digits and other writing, without spaces and marks, without a `M/V`
    /// in front; 台 is 臺. Nil when nothing is left.
    package static func key(_ name: String) -> String? {
        var words = TextNormalisation.narrowed(name).uppercased().split { $0.isWhitespace }[...]
        if let first = words.first, words.count > 1, prefixes.contains(first.filter { $0.isLetter }) {
            words = words.dropFirst()
        }
        var key = String.UnicodeScalarView()
        for scalar in words.joined().unicodeScalars {
            if scalar == "台" {
                key.append("臺")
            } else if scalar.properties.isAlphabetic || isDigit(scalar) {
                key.append(scalar)
            }
        }
        return key.isEmpty ? nil : String(key)
    }

    /// Motor vessel, motor tanker and the like, which are no part of a name.
    private static let prefixes: Set<String> = ["MV", "MT", "MS", "SS"]

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }
}
