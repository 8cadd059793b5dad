import PassVerify
import Testing

@Suite("Times of day and days of the week")
struct ClockTimeTests {
    @Test(
        "A time is HH:MM up to 24:00",
        arguments: [("00:00", 0), ("00:01", 1), ("07:30", 450), ("23:59", 1439), ("24:00", 1440)] as [(String, UInt16)])
    func good(text: String, minutes: UInt16) {
        #expect(ClockTime(Array(text.utf8))?.minutes == minutes)
        #expect(ClockTime(minutes: minutes).description == text)
    }

    @Test(
        "Anything else is none",
        arguments: [
            "", "7:30", "07:3", "07:300", "0730", "07.30", "07:60", "07:99", "24:01", "25:00", "99:00", "-7:30",
            "+7:30",
            "0a:00", "a0:00", "00:0a", "00:a0", "00:0/", "00:0:", " 7:30", "07:30\n", "07 30",
        ])
    func bad(text: String) {
        #expect(ClockTime(Array(text.utf8)) == nil)
    }

    @Test("A week has seven days, one bit each from Monday")
    func weekdays() {
        #expect(Weekday.allCases.map(\.mask) == [1, 2, 4, 8, 16, 32, 64])
        #expect(Weekday.allCases.map(\.rawValue) == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    }
}
