import CommandSupport
import Testing

@Suite struct WallClockTests {
    @Test(
        "RFC 3339 times are read with their offsets",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2026-12-01T00:00:00+08:00", 1_796_054_400),
            ("2026-11-30T16:00:00Z", 1_796_054_400), ("2026-11-30T16:00:00.75Z", 1_796_054_400),
        ] as [(String, Int64)])
    func good(_ text: String, _ seconds: Int64) {
        #expect(WallClock.seconds(rfc3339: text) == seconds)
    }

    @Test(
        "Anything else is refused",
        arguments: ["", "now", "2026-12-01", "2026-12-01T00:00:00", "2026-13-01T00:00:00Z", "1796054400"])
    func bad(_ text: String) {
        #expect(WallClock.seconds(rfc3339: text) == nil)
    }
}
