import Identifiers
import Register

/// The month that a page shows, and those beside it.
struct CallMonth {
    let year: Int64
    let month: Int

    /// The one that the address asks for (`2026-11`); else today's.
    /// - Throws: ``Problem/notFound`` for what is no month, or one to come.
    init(_ page: StaffPage) throws {
        let today = CivilDate(of: page.now, utcOffset: page.register.utcOffset)
        let asked = page.query("month")
        guard !asked.isEmpty else {
            self.init(year: today.year, month: today.month)
            return
        }
        guard let first = CivilDate(text: "\(asked)-01"), first <= today, first.year >= 2000 else {
            throw Problem.notFound
        }
        self.init(year: first.year, month: first.month)
    }

    private init(year: Int64, month: Int) {
        self.year = year
        self.month = month
    }

    var days: ClosedRange<CivilDate> { first...CivilDate(daysSinceEpoch: next.first.daysSinceEpoch - 1) }

    /// `2026-11`
    var text: String { String(DateText.iso(first).dropLast(3)) }

    var first: CivilDate { CivilDate(year: year, month: month, day: 1) ?? CivilDate(daysSinceEpoch: 0) }
    var previous: CallMonth {
        month == 1 ? CallMonth(year: year - 1, month: 12) : CallMonth(year: year, month: month - 1)
    }
    var next: CallMonth {
        month == 12 ? CallMonth(year: year + 1, month: 1) : CallMonth(year: year, month: month + 1)
    }
}
