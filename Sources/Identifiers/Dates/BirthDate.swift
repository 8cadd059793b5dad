/// The day somebody living was born.
package struct BirthDate: Hashable, Sendable {
    package let date: CivilDate

    /// Nobody who asks for a pass is older.
    package static let mostYears: Int64 = 120

    /// - Parameters:
    ///   - text: as ``DateText/parse(_:)`` takes it.
    ///   - today: where the person applies.
    package init(_ text: String, today: CivilDate) throws(IdentifierError) {
        try self.init(try DateText.parse(text), today: today)
    }

    package init(_ date: CivilDate, today: CivilDate) throws(IdentifierError) {
        guard date <= today else { throw IdentifierError(.future, "a birth lies in the past") }
        guard date >= today.adding(years: -Self.mostYears) else {
            throw IdentifierError(
                .tooOld, "the birth lies more than 120 years back: is the year of the right calendar?")
        }
        self.date = date
    }

    /// Full years on a day.
    package func age(on day: CivilDate) -> Int64 {
        let isBefore = (day.month, day.day) < (date.month, date.day)
        return day.year - date.year - (isBefore ? 1 : 0)
    }
}
