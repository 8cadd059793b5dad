import Identifiers

/// Times of day, as a seminar has them.
package enum SeminarTime {
    /// Seconds since midnight of `14:00`, or of `9:30`.
    static func seconds(_ text: String) -> Int64? {
        let parts = TextNormalisation.trimmed(text).split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let hours = Int64(parts[0]),
            let minutes = Int64(parts[1]), hours < 24, minutes < 60
        else { return nil }
        return hours * 3_600 + minutes * 60
    }

    /// `14:00`, by the wall clock at `utcOffset` seconds east of UTC.
    package static func clock(_ time: Int64, utcOffset: Int64) -> String {
        let seconds = time - CivilDate(of: time, utcOffset: utcOffset).start(utcOffset: utcOffset)
        func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60))"
    }

    /// `14:00–16:00`.
    package static func span(_ content: SeminarContent, utcOffset: Int64) -> String {
        "\(clock(content.begins, utcOffset: utcOffset))–\(clock(content.ends, utcOffset: utcOffset))"
    }
}
