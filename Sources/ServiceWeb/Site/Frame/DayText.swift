package import Identifiers
import Register

/// Days as pages show them: in Chinese in the calendar of the Republic, whose first year is 1912, and the Gregorian day beside it.
package enum DayText {
    private static let beforeRepublic: Int64 = 1_911

    package static func text(_ day: CivilDate, _ words: SiteWords) -> String {
        let isRepublican = words.language == .zhHant && day.year > beforeRepublic
        let months = words.months
        let month = months.indices.contains(day.month - 1) ? months[day.month - 1] : String(day.month)
        let text = words[
            "dates.day",
            [
                "year": String(isRepublican ? day.year - beforeRepublic : day.year), "month": month,
                "day": String(day.day),
            ]]
        return isRepublican ? "\(text)（\(SiteDate.text(day))）" : text
    }
}
