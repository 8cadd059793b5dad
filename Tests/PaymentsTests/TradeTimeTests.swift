import Payments
import Testing

@Suite("Times of trades")
struct TradeTimeTests {
    @Test("are Taiwan's, read as they are written")
    func roundTrip() throws {
        #expect(TradeTime.text(Messages.now) == "2026/12/01 12:00:00")
        #expect(TradeTime.text(0) == "1970/01/01 08:00:00")
        var random = SplitMix(seed: 7)
        for _ in 0..<5_000 {
            let time = Int64.random(in: 0..<200_000_000_000, using: &random)
            #expect(TradeTime.seconds(TradeTime.text(time)) == time)
        }
        #expect(TradeTime.seconds("2028/02/29 00:00:00") != nil)
    }

    @Test(
        "that do not exist are none",
        arguments: [
            "", "2026/12/01", "2026/12/01 12:00", "2026-12-01 12:00:00", "2026/13/01 12:00:00", "2026/00/01 12:00:00",
            "2026/02/29 12:00:00", "2026/12/32 12:00:00", "2026/12/00 12:00:00", "2026/12/01 24:00:00",
            "2026/12/01 12:60:00", "2026/12/01 12:00:60", "2026/12/01T12:00:00", "2026/12/01 12:00:0a",
            "1969/12/31 23:00:00",
            "2026/12/01 12:00:00 ", "２026/12/01 12:00:00",
        ])
    func bad(text: String) { #expect(TradeTime.seconds(text) == nil) }

    @Test("A code is good until the end of its day")
    func expiry() throws {
        #expect(TradeTime.expiry("2026/12/04") == TradeTime.seconds("2026/12/04 23:59:59"))
        #expect(TradeTime.expiry("2026/12/04 10:00:00") == TradeTime.seconds("2026/12/04 10:00:00"))
        for text in ["", "2026/12", "2026/02/30", "12/04/2026"] { #expect(TradeTime.expiry(text) == nil) }
    }
}
