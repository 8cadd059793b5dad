import ShipCalls
import Testing

@Suite("Times and numbers of feeds")
struct FeedTimeTests {
    @Test(
        arguments: [
            ("6/15/2026 7:00:00 AM", 1_781_478_000), ("06/15/2026 07:00:00 am", 1_781_478_000),
            ("202606150700", 1_781_478_000), ("6/15/2026 12:00:00 AM", 1_781_452_800),
            ("6/15/2026 12:59:59 PM", 1_781_499_599), ("1/1/2000 12:00:00 AM", 946_656_000),
            ("209912312359", 4_102_415_940), ("2/29/2028 11:59:59 PM", 1_835_452_799),
        ] as [(String, Int64)])
    func `both forms are Taiwan's time`(text: String, time: Int64) {
        #expect(FeedTime.parse(text) == time)
    }

    @Test(
        arguments: [
            "", "6/15/2026", "6/15/2026 7:00 AM", "6/15/2026 13:00:00 PM", "6/15/2026 0:00:00 AM",
            "6/15/2026 7:60:00 AM",
            "6/15/2026 7:00:00", "6/15/2026 7:00:00 XM", "15/6/2026 7:00:00 AM", "2/29/2026 7:00:00 AM",
            "0/15/2026 7:00:00 AM", "6/15/26 7:00:00 AM", "6/15/1999 7:00:00 AM", "6/15/2100 7:00:00 AM",
            " 6/15/2026 7:00:00 AM", "6/15/2026  7:00:00 AM", "6/15/2026 7:00:00 AM ", "20260615070", "2026061507000",
            "202606152400", "202606150760", "202602300700", "000000000000", "２０２６０６１５０７００", "20260615 700",
            "+02606150700", "6-15-2026 7:00:00 AM",
        ])
    func `anything else is none`(text: String) {
        #expect(FeedTime.parse(text) == nil)
    }

    @Test func `what is written reads the same, to the second or the minute`() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<20_000 {
            let time = random.between(946_656_000...4_102_415_940)
            #expect(FeedTime.parse(FeedTime.text(time, in: .openData)) == time)
            #expect(FeedTime.parse(FeedTime.text(time, in: .shipList)) == time - time % 60)
        }
    }

    @Test func `measures are whole hundredths`() {
        for (text, value) in [("0", 0), ("9971", 997_100), ("9971.0", 997_100), ("203.5", 20_350), ("0.05", 5)]
            as [(String, Int64)]
        {
            #expect(Hundredths.parse(text) == value)
        }
        for text in ["", ".", "1.", ".5", "1.234", "-1", "+1", "1e3", "1,000", "123456789", "１"] {
            #expect(Hundredths.parse(text) == nil)
        }
        for value in 0..<2_000 as Range<Int64> { #expect(Hundredths.parse(Hundredths.text(value)) == value) }
    }
}
