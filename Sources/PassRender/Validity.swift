/// A pass's time of validity in words.
///
/// `until` is exclusive, as `exp` is; people read an end date as its whole day. So an end at midnight is printed as the
/// day before, and beside a start with a time as 24:00 of that day. A minute that has begun is never promised: an end at
/// 17:30:20 is printed as 17:30, and a start at 08:00:20 as 08:01.
package struct Validity: Hashable {
    /// 民國115年12月1日至116年11月30日止
    package let chinese: String
    /// 2026-12-01 – 2027-11-30
    package let english: String

    /// - Throws: `unusableDate`.
    package init(from: Int64, until: Int64, utcOffset: Int) throws(RenderError) {
        let seconds = from % 60 < 0 ? from % 60 + 60 : from % 60
        let (start, overflow) = from.addingReportingOverflow(seconds == 0 ? 0 : 60 - seconds)
        guard !overflow, until > Int64.min else { throw .unusableDate }
        let first = try LocalTime(start, utcOffset: utcOffset)
        let end = try LocalTime(until, utcOffset: utcOffset)
        let last = end.isMidnight ? try LocalTime(until - 1, utcOffset: utcOffset) : end
        if first.isMidnight, end.isMidnight {
            chinese = "民國\(first.republicanDate)至\(last.republicanDate)止"
            english = "\(first.isoDate) – \(last.isoDate)"
        } else {
            let isOneDay = first.isoDate == last.isoDate
            let clock = end.isMidnight ? "24:00" : end.clock
            chinese =
                "民國\(first.republicanDate) \(first.clock) 至 \(isOneDay ? "" : last.republicanDate + " ")\(clock) 止"
            english = "\(first.isoDate) \(first.clock) – \(isOneDay ? "" : last.isoDate + " ")\(clock)"
        }
    }
}
