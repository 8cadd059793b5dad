/// A figure of the report, kept in whole numbers.
package enum ReportValue: Hashable, Sendable {
    case count(Int64)
    /// In tenths of one.
    case tenths(Int64)
    /// It is kept back, or made of something that is.
    case none
    /// Nobody counted it, or there was nothing that it could be a share of.
    case unknown

    /// `1,234`, `2.5`; nil where there is nothing to say.
    package var text: String? {
        switch self {
        case .count(let number): Self.grouped(number)
        case .tenths(let number): "\(Self.grouped(number / 10)).\(number % 10)"
        case .none, .unknown: nil
        }
    }

    /// For a drawing, in which all of one column are alike.
    package var amount: Int64? {
        switch self {
        case .count(let number), .tenths(let number): number
        case .none, .unknown: nil
        }
    }

    private static func grouped(_ number: Int64) -> String {
        let digits = Array(String(number))
        return String(
            digits.enumerated().flatMap { place, digit in
                place > 0 && (digits.count - place) % 3 == 0 ? [",", digit] : [digit]
            })
    }

    static func count(_ number: Int64?) -> ReportValue { number.map { .count($0) } ?? .none }

    /// How many of a hundred, to a tenth.
    package static func percent(_ part: Int64?, of whole: Int64?) -> ReportValue {
        guard let part, let whole else { return .none }
        guard whole > 0 else { return .unknown }
        return .tenths((part * 1_000 + whole / 2) / whole)
    }

    /// Days of hours, to a tenth.
    static func days(hours: Int64?) -> ReportValue { hours.map { .tenths(($0 * 10 + 12) / 24) } ?? .none }
}
