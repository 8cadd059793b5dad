import Identifiers
import Testing

@Suite("Machine readable zones of passports")
struct PassportMRZTests {
    private static let today = CivilDate(daysSinceEpoch: 20_783)
    // ICAO 9303-4, appendix A.
    private static let first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    private static let second = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"

    private func read(_ text: String) throws(IdentifierError) -> PassportMRZ {
        try PassportMRZ(text, today: Self.today)
    }

    private func rule(_ text: String) -> IdentifierError.Rule? {
        brokenRule { _ = try read(text) }
    }

    /// A second line with all its check digits, made as the standard says.
    private static func line(
        number: String = "300000000", nationality: String = "TWN", birth: String = "860309", sex: String = "M",
        expiry: String = "300101", optional: String = ""
    ) -> String {
        func digit(_ text: String) -> String {
            let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            let sum = text.enumerated().reduce(0) { sum, pair in
                sum + (alphabet.firstIndex(of: pair.element) ?? 0) * [7, 3, 1][pair.offset % 3]
            }
            return String(sum % 10)
        }
        func filled(_ text: String, _ count: Int) -> String { text + String(repeating: "<", count: count - text.count) }
        let number = filled(number, 9)
        let optional = filled(optional, 14)
        let dates = birth + digit(birth)
        let end = expiry + digit(expiry)
        let last = optional + digit(optional)
        return number + digit(number) + filled(nationality, 3) + dates + sex + end + last
            + digit(number + digit(number) + dates + end + last)
    }

    @Test func `the standard's own example is read`() throws {
        #expect(
            Self.line(
                number: "L898902C3", nationality: "UTO", birth: "740812", sex: "F", expiry: "120415",
                optional: "ZE184226B") == Self.second)
        let alone = try read(Self.second)
        #expect(alone.number == "L898902C3" && alone.nationality == "UTO" && alone.sex == .female && alone.name == nil)
        #expect(alone.birth == CivilDate(year: 1974, month: 8, day: 12))
        #expect(alone.expiry == CivilDate(year: 2012, month: 4, day: 15))
        let name = try #require(try read(Self.first + "\n" + Self.second).name)
        #expect(name.issuer == "UTO" && name.surname == "ERIKSSON" && name.givenNames == "ANNA MARIA")
    }

    @Test(
        arguments: [
            second, first + "\n" + second, first + second, first + "\r\n\r\n" + second + "\n", second.lowercased(),
            fullWidth(second), second.map(String.init).joined(separator: " "), "P<UTOERIKSSON<<ANNA<MARIA\n" + second,
            // O for zero in dates and check digits, zero for O in the nationality.
            "L898902C36UT074O8122F12O4159ZE184226B<<<<<1O", "P<UT0ERIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n" + second,
        ] as [String])
    func `the lines are read however they are typed`(text: String) throws {
        let zone = try read(text)
        #expect(zone.number == "L898902C3" && zone.nationality == "UTO")
        if let name = zone.name { #expect(name.surname == "ERIKSSON") }
        for typed in ["L898902C3", "l898902c3", "Ｌ８９８９０２Ｃ３", " L898 902C3 "] { #expect(zone.matches(number: typed)) }
        for typed in ["L898902C", "L898902C36", "L8989O2C3", "", "898902C3"] { #expect(!zone.matches(number: typed)) }
    }

    @Test func `every single wrong digit is found, wherever it is`() {
        for error in singleDigitErrors(in: Self.second) {
            // A digit among letters is no digit; only zero may be meant as O.
            let broken = rule(error.text)
            #expect(broken == .checkDigit || broken == .format || broken == .noSuchDay, "place \(error.place)")
        }
    }

    @Test func `a letter O in the number is not the digit`() {
        #expect(rule(Self.line(number: "30000000O")) == nil)
        #expect(rule("30000000O" + Self.line().dropFirst(9)) == .checkDigit)
    }

    // One in ten such changes goes unseen; these do not.
    @Test func `a field of another passport, with its own check digit, does not fit the whole line`() {
        let good = Array(Self.line())
        for other in [Self.line(birth: "900309"), Self.line(expiry: "300102"), Self.line(number: "300000001")] {
            let other = Array(other)
            #expect(rule(String(other)) == nil)
            for field in [0..<10, 13..<20, 21..<28] where other[field] != good[field] {
                let mixed = good[..<field.lowerBound] + other[field] + good[field.upperBound...]
                #expect(rule(String(mixed)) == .checkDigit)
            }
        }
        #expect(rule(String(good.dropLast() + [good[43] == "0" ? "1" : "0"])) == .checkDigit)
    }

    @Test(
        arguments: [
            ("260309", 2026), ("261126", 2026), ("261127", 1926), ("270101", 1927), ("000229", 2000), ("991231", 1999),
        ] as [(String, Int64)])
    func `two digits of a birth year are the last hundred years`(birth: String, year: Int64) throws {
        #expect(try read(Self.line(birth: birth)).birth?.year == year)
    }

    @Test(
        arguments: [("300101", 2030), ("120415", 2012), ("750101", 2075), ("770101", 1977), ("991231", 1999)]
            as [(String, Int64)])
    func `two digits of an expiry year are near today`(expiry: String, year: Int64) throws {
        #expect(try read(Self.line(expiry: expiry)).expiry.year == year)
    }

    @Test func `a birth whose day nobody knows is none, and a code of one letter is one`() throws {
        let zone = try read(Self.line(nationality: "D", birth: "70<<<<", sex: "<"))
        #expect(zone.birth == nil && zone.nationality == "D" && zone.sex == .unspecified)
        #expect(try read(Self.line(sex: "X")).sex == .unspecified)
    }

    @Test func `an empty personal number may have a filler for its check digit`() throws {
        let line = Self.line()
        #expect(line.hasSuffix("<<<<<<<<<<<<<<0" + line.suffix(1)))
        #expect(try read(line.dropLast(2) + "<" + line.suffix(1)).number == "300000000")
    }

    @Test(
        arguments: [
            ("", "required"), ("\n \n", "required"), (first, "format"), (String(second.dropLast()), "format"),
            (second + "<", "format"), (second + "\n" + second + "\n" + second, "format"),
            (second + "\n" + first, "format"),
            ("V" + first.dropFirst() + "\n" + second, "format"),
            ("L898902C36UTO7408122Z1204159ZE184226B<<<<<10", "format"),
            ("L898902C36U1O7408122F1204159ZE184226B<<<<<10", "format"),
            ("<898902C36UTO7408122F1204159ZE184226B<<<<<10", "format"),
            ("護照" + second.dropFirst(2), "format"), (String(repeating: "<", count: 44), "format"),
            (String(repeating: "A", count: 100_000), "format"),
        ] as [(String, String)])
    func `what is no passport's line says so`(text: String, expected: String) {
        #expect(rule(text)?.rawValue == expected)
    }

    @Test func `days that do not exist are found`() {
        #expect(rule(Self.line(birth: "860230")) == .noSuchDay)
        #expect(rule(Self.line(expiry: "301301")) == .noSuchDay)
    }

    @Test(
        arguments: [
            ("P<TWNWANG<<XIAO<MING", "WANG", "XIAO MING"), ("P<TWNWANG", "WANG", ""),
            ("P<VNMNGUYEN<THI<<HONG", "NGUYEN THI", "HONG"),
            ("PDD<<MUELLER<<JAN", "MUELLER", "JAN"), ("P<IDNSUKARNO<<", "SUKARNO", ""),
        ] as [(String, String, String)])
    func `names of one part and of many are read`(line: String, surname: String, given: String) throws {
        let name = try #require(try read(line + "\n" + Self.line()).name)
        #expect(name.surname == surname && name.givenNames == given)
    }
}
