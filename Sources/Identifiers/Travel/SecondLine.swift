/// The fields of a passport's second line, each held against its check digit (ICAO 9303-4, section 4.2.2).
struct SecondLine: Hashable {
    let number: [UInt8]
    let nationality: [UInt8]
    /// Six digits, or fillers for what is not known.
    let birth: [UInt8]
    let sex: UInt8
    let expiry: [UInt8]

    /// - Parameter line: 44 characters, capitals.
    init(_ line: [UInt8]) throws(IdentifierError) {
        guard line.count == PassportMRZ.lineLength else { throw Self.format }
        guard let number = MRZField.mixed(line[0..<9]), let numberDigit = MRZField.numeric(line[9..<10]),
            let nationality = MRZField.alphabetic(line[10..<13]), let birth = MRZField.numeric(line[13..<20]),
            let sex = MRZField.mixed(line[20..<21]), let expiry = MRZField.numeric(line[21..<28]),
            let optional = MRZField.mixed(line[28..<42]), let optionalDigit = MRZField.numeric(line[42..<43]),
            let digit = MRZField.numeric(line[43..<44]), MRZField.isFilledUp(number), MRZField.isFilledUp(nationality),
            "FMX<".utf8.contains(sex[0]), !expiry.contains(MRZField.filler)
        else { throw Self.format }
        guard MRZCheckDigit.fits(numberDigit[0], number) else {
            throw IdentifierError(.checkDigit, "the passport number does not fit its check digit")
        }
        guard MRZCheckDigit.fits(birth[6], birth.prefix(6)) else {
            throw IdentifierError(.checkDigit, "the day of birth does not fit its check digit")
        }
        guard MRZCheckDigit.fits(expiry[6], expiry.prefix(6)) else {
            throw IdentifierError(.checkDigit, "the day of expiry does not fit its check digit")
        }
        // Where nothing optional is written, its check digit may be left out.
        let isEmpty = optional.allSatisfy { $0 == MRZField.filler }
        guard MRZCheckDigit.fits(optionalDigit[0], optional) || (isEmpty && optionalDigit[0] == MRZField.filler) else {
            throw IdentifierError(.checkDigit, "the personal number does not fit its check digit")
        }
        guard MRZCheckDigit.fits(digit[0], number + numberDigit + birth + expiry + optional + optionalDigit) else {
            throw IdentifierError(.checkDigit, "the second line does not fit its last check digit")
        }
        self.number = number
        self.nationality = nationality
        self.birth = Array(birth.prefix(6))
        self.sex = sex[0]
        self.expiry = Array(expiry.prefix(6))
    }

    private static let format = IdentifierError(
        .format, "the second line of a passport has 44 letters, digits and <, each in its place")
}
