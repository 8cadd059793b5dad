/// The number printed on a pass: `KEL-P-26-000123`.
///
/// TPNet code of the first port it opens, a letter for its kind (`P` person, `V` vehicle, `S` visitor card, from
/// `rules.json`), the two last digits of the Gregorian year of issue by Taiwan's calendar, and a running number of the three
/// together, with six digits or more. It stays the same over reissues.
package enum PassNumber {
    static func series(port: String, letter: String, year: Int64) -> String {
        let short = String(year % 100)
        return "\(port)-\(letter)-\(short.utf8.count < 2 ? "0" : "")\(short)"
    }

    static func number(series: String, running: Int64) -> String {
        let digits = String(running)
        return series + "-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
    }
}
