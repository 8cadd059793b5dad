import Identifiers
import Register

/// One event as a calendar (RFC 5545), in UTC, so that it needs no time zone of its own.
package struct CalendarFile: Hashable, Sendable {
    /// The same in every version of it, and in no other event (section 3.8.4.7).
    package var id = ""
    /// When this version was made: seconds since 1970.
    package var stamp: Int64 = 0
    /// Grows with every version (section 3.8.7.4).
    package var sequence: Int64 = 0
    package var begins: Int64 = 0
    package var ends: Int64 = 0
    package var isCancelled = false
    package var title = ""
    package var text = ""
    package var place = ""
    /// An address of the web, with nothing in it that would have to be escaped.
    package var address = ""

    package init() {}

    /// Lines end with CRLF and are folded to 75 octets (section 3.1).
    package var bytes: [UInt8] {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PortPass//Seminars//EN", "CALSCALE:GREGORIAN",
            "METHOD:\(isCancelled ? "CANCEL" : "PUBLISH")", "BEGIN:VEVENT", "UID:\(Self.escaped(id))",
            "DTSTAMP:\(Self.time(stamp))", "LAST-MODIFIED:\(Self.time(stamp))", "SEQUENCE:\(sequence)",
            "DTSTART:\(Self.time(begins))", "DTEND:\(Self.time(ends))", "SUMMARY:\(Self.escaped(title))",
            "STATUS:\(isCancelled ? "CANCELLED" : "CONFIRMED")",
        ]
        if !text.isEmpty { lines.append("DESCRIPTION:\(Self.escaped(text))") }
        if !place.isEmpty { lines.append("LOCATION:\(Self.escaped(place))") }
        if !address.isEmpty { lines.append("URL:\(address)") }
        lines += ["END:VEVENT", "END:VCALENDAR"]
        return lines.flatMap { Self.folded($0) }
    }

    /// `20261201T060000Z` (section 3.3.5, form 2).
    private static func time(_ time: Int64) -> String {
        let day = CivilDate(of: time, utcOffset: 0)
        let seconds = time - day.start(utcOffset: 0)
        let parts = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return DateText.iso(day).filter { $0 != "-" } + "T" + parts.joined() + "Z"
    }

    /// A text (section 3.3.11): what would end it, or the line, is escaped; other control characters may not stand in it.
    private static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result.append(contentsOf: "\\".unicodeScalars + [scalar])
            case "\n": result.append(contentsOf: "\\n".unicodeScalars)
            case "\t": result.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// A line with its end; where it is longer than 75 octets it goes on behind a space, and no character is torn.
    private static func folded(_ line: String) -> [UInt8] {
        var output: [UInt8] = []
        var length = 0
        for scalar in line.unicodeScalars {
            let octets = Array(String(scalar).utf8)
            if length + octets.count > 75 {
                output += Array("\r\n ".utf8)
                length = 1
            }
            output += octets
            length += octets.count
        }
        return output + Array("\r\n".utf8)
    }
}
