/// The name in the first line of a passport: as a machine writes it, which is not how a person does (long ones are cut).
package struct MRZName: Hashable, Sendable {
    /// The code of who issued the passport.
    package let issuer: String
    package let surname: String
    /// Empty for people of one name.
    package let givenNames: String

    /// - Parameter line: 44 characters.
    init(_ line: [UInt8]) throws(IdentifierError) {
        guard line.count == PassportMRZ.lineLength, line[0] == UInt8(ascii: "P"),
            let read = MRZField.alphabetic(line[...]), MRZField.isFilledUp(Array(read[2..<5])),
            read[5] != MRZField.filler
        else { throw IdentifierError(.format, "the first line of a passport begins with P and has letters and < only") }
        issuer = MRZField.text(Array(read[2..<5]))
        // Two fillers part the surname from the given names, one parts words.
        let words = read[5...].split(separator: MRZField.filler, omittingEmptySubsequences: false)
        let split = words.firstIndex(where: \.isEmpty) ?? words.endIndex
        surname = Self.joined(words[..<split])
        givenNames = Self.joined(words[split...])
    }

    private static func joined(_ words: some Sequence<ArraySlice<UInt8>>) -> String {
        words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}
