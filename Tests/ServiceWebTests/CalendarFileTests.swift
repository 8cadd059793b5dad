import Foundation
import ServiceWeb
import Testing

@Suite("Calendars as files (RFC 5545)")
struct CalendarFileTests {
    private static func file() -> CalendarFile {
        var file = CalendarFile()
        file.id = "seminar-1@pass.example"
        file.stamp = 1_796_097_600
        file.sequence = 2
        file.begins = 1_797_314_400
        file.ends = 1_797_321_600
        file.title = "說明會, 一; 二\\三"
        file.text = "第一段\n\n" + String(repeating: "港區通行證", count: 30)
        file.place = "基隆港"
        file.address = "https://pass.example/en/seminars/1"
        return file
    }

    private static func lines(_ file: CalendarFile) -> [String] {
        String(decoding: file.bytes, as: UTF8.self).replacingOccurrences(of: "\r\n ", with: "")
            .components(separatedBy: "\r\n")
    }

    @Test("Has what an event must have, in UTC, with texts escaped")
    func event() {
        let lines = Self.lines(Self.file())
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.suffix(2) == ["END:VCALENDAR", ""])
        for line in [
            "UID:seminar-1@pass.example", "DTSTAMP:20261201T040000Z", "SEQUENCE:2", "DTSTART:20261215T060000Z",
            "DTEND:20261215T080000Z", "STATUS:CONFIRMED", "METHOD:PUBLISH", "SUMMARY:說明會\\, 一\\; 二\\\\三",
            "URL:https://pass.example/en/seminars/1",
        ] { #expect(lines.contains(line), "\(line)") }
        #expect(lines.contains { $0.hasPrefix("DESCRIPTION:第一段\\n\\n港區") })
    }

    @Test("No line is longer than 75 octets, and no character is torn")
    func folded() throws {
        let text = try #require(String(bytes: Self.file().bytes, encoding: .utf8))
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.contains { $0.utf8.count > 70 } && lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains { $0.isNewline })
    }

    @Test("A text ends no line and begins no property; one that is cancelled says so")
    func hostile() {
        var file = Self.file()
        file.title = "x\r\nATTACH:https://evil.example/\u{0}"
        file.isCancelled = true
        let lines = Self.lines(file)
        #expect(lines.contains("SUMMARY:x\\nATTACH:https://evil.example/"))
        #expect(!lines.contains { $0.hasPrefix("ATTACH") })
        #expect(lines.contains("STATUS:CANCELLED") && lines.contains("METHOD:CANCEL"))
    }
}
