/// The two lines at the foot of a passport's photo page, all check digits looked at (ICAO 9303-4, section 4.2: TD3).
///
/// The second line alone is enough; the first has no check digit and only adds the name. People type these lines from a
/// phone's screen: full width, lower case and spaces are forgiven, and a letter O among digits or a zero among letters
/// where the field is only of one kind. In the number, which may hold both, they are what they are: the check digit tells.
package struct PassportMRZ: Hashable, Sendable {
    package enum Sex: String, Hashable, Sendable { case female, male, unspecified }

    /// Capital letters and digits, without fillers.
    package let number: String
    /// ICAO's code of three letters or, for Germany, one: `TWN`, `VNM`, `D`.
    package let nationality: String
    /// Nil where the document leaves the month or day open.
    package let birth: CivilDate?
    package let expiry: CivilDate
    package let sex: Sex
    /// From the first line, where there is one.
    package let name: MRZName?

    static let lineLength = 44

    /// - Parameters:
    ///   - text: both lines, or the second alone; line breaks are not needed.
    ///   - today: tells the century of the years, of which only two digits are written.
    /// - Throws: `required`, `format`, `checkDigit`, `noSuchDay`.
    package init(_ text: String, today: CivilDate) throws(IdentifierError) {
        let (first, second) = try Self.lines(text)
        name = try first.map { line throws(IdentifierError) in try MRZName(line) }
        let fields = try SecondLine(second)
        guard let expiry = Self.date(fields.expiry, after: today.adding(years: -50)) else {
            throw IdentifierError(.noSuchDay, "the day of expiry does not exist")
        }
        self.expiry = expiry
        if fields.birth.dropFirst(2).contains(MRZField.filler) || fields.birth.first == MRZField.filler {
            birth = nil
        } else {
            // Born in the hundred years that end with this one.
            guard var date = Self.date(fields.birth, after: today.adding(years: -99)) else {
                throw IdentifierError(.noSuchDay, "the day of birth does not exist")
            }
            if date > today { date = date.adding(years: -100) }
            birth = date
        }
        number = MRZField.text(fields.number)
        nationality = MRZField.text(fields.nationality)
        sex = fields.sex == UInt8(ascii: "F") ? .female : fields.sex == UInt8(ascii: "M") ? .male : .unspecified
    }

    /// Whether a typed passport number is the one of these lines.
    package func matches(number typed: String) -> Bool { TextNormalisation.compact(typed) == number }

    /// The first line and the second.
    private static func lines(_ text: String) throws(IdentifierError) -> (first: [UInt8]?, second: [UInt8]) {
        guard text.utf8.count <= 1_000 else { throw format }
        var lines = text.split(whereSeparator: \.isNewline).map { Array(TextNormalisation.compact(String($0)).utf8) }
            .filter { !$0.isEmpty }
        guard !lines.isEmpty else { throw IdentifierError(.required, "the lines of the passport are missing") }
        if lines.count == 1, lines[0].count == 2 * lineLength {
            lines = [Array(lines[0].prefix(lineLength)), Array(lines[0].suffix(lineLength))]
        }
        guard lines.count <= 2, let second = lines.last, second.count == lineLength else { throw format }
        guard lines.count == 2 else { return (nil, second) }
        // A name is filled up to the end of its line; who types leaves some of the fillers out.
        guard lines[0].count <= lineLength else { throw format }
        return (lines[0] + [UInt8](repeating: MRZField.filler, count: lineLength - lines[0].count), second)
    }

    private static let format = IdentifierError(
        .format, "the second line of a passport has 44 letters, digits and <, the first begins with P")

    /// The day of six digits in the hundred years from `start`.
    private static func date(_ digits: [UInt8], after start: CivilDate) -> CivilDate? {
        guard digits.count == 6, digits.allSatisfy(\.isDigit) else { return nil }
        let numbers = (0..<3).map { digits[2 * $0].digit * 10 + digits[2 * $0 + 1].digit }
        var year = start.year / 100 * 100 + Int64(numbers[0])
        if year < start.year { year += 100 }
        return CivilDate(year: year, month: numbers[1], day: numbers[2])
    }
}
