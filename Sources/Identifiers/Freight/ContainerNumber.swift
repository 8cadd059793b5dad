/// The number of a freight container (ISO 6346): owner, category, serial number, check digit.
package struct ContainerNumber: Hashable, Sendable {
    /// Four capital letters and seven digits, e.g. `CSQU3054383`.
    package let text: String

    /// The three letters registered for the owner.
    package var owner: String { String(text.prefix(3)) }
    /// U for a container, J for what is attached to one, Z for a trailer or chassis.
    package var category: Character { text.dropFirst(3).first ?? "U" }

    /// - Parameter text: as typed; lower case, full width, spaces and dashes are forgiven.
    package init(_ text: String) throws(IdentifierError) {
        let compact = TextNormalisation.compact(text)
        guard !compact.isEmpty else { throw IdentifierError(.required, "the container number is missing") }
        let bytes = Array(compact.utf8)
        guard bytes.count == 11, bytes.prefix(3).allSatisfy(\.isCapital), "UJZ".utf8.contains(bytes[3]),
            bytes.dropFirst(4).allSatisfy(\.isDigit)
        else {
            throw IdentifierError(.format, "a container number has three letters, U, J or Z, and seven digits")
        }
        let sum = (0..<10).reduce(0) { $0 + Self.value(bytes[$1]) << $1 }
        guard sum % 11 % 10 == bytes[10].digit else {
            throw IdentifierError(.checkDigit, "the last digit of the container number does not fit the others")
        }
        self.text = compact
    }

    /// Letters count from 10, leaving out the multiples of 11.
    private static func value(_ byte: UInt8) -> Int {
        guard byte.isCapital else { return byte.digit }
        let place = Int(byte) - 0x41
        // A is 10; from B one is left out, from L two, from V three.
        return 10 + place + (place + 9) / 10
    }
}
