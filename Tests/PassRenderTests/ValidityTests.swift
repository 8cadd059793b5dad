import PassRender
import Testing

@Suite("Validity in words")
struct ValidityTests {
    private func lines(_ from: Int64, _ until: Int64, utcOffset: Int = 28_800) throws(RenderError) -> [String] {
        var face = Samples.person
        face.validFrom = from
        face.validUntil = until
        face.utcOffset = utcOffset
        let texts = try PassCard.pdf(face, createdAt: 0).report.texts.filter { $0.page == 0 }.map(\.text)
        guard let index = texts.firstIndex(where: { $0.hasPrefix("民國") }) else { return [] }
        return Array(texts[index...(index + 1)])
    }

    @Test func `whole days end on their last day`() throws {
        #expect(
            try lines(1_796_054_400, 1_827_590_400) == ["民國115年12月1日至116年11月30日止", "2026-12-01 – 2027-11-30"])
        #expect(try lines(1_796_054_400, 1_796_140_800) == ["民國115年12月1日至115年12月1日止", "2026-12-01 – 2026-12-01"])
    }

    @Test func `times are printed when there are any`() throws {
        #expect(
            try lines(1_796_083_200, 1_827_619_200) == [
                "民國115年12月1日 08:00 至 116年12月1日 08:00 止", "2026-12-01 08:00 – 2027-12-01 08:00",
            ])
    }

    @Test func `one day is named once, and midnight ends the day before`() throws {
        #expect(try lines(1_796_083_200, 1_796_117_400) == ["民國115年12月1日 08:00 至 17:30 止", "2026-12-01 08:00 – 17:30"])
        #expect(try lines(1_796_083_200, 1_796_140_800) == ["民國115年12月1日 08:00 至 24:00 止", "2026-12-01 08:00 – 24:00"])
    }

    @Test func `no minute is promised that is not whole`() throws {
        #expect(try lines(1_796_083_201, 1_796_117_459) == ["民國115年12月1日 08:01 至 17:30 止", "2026-12-01 08:01 – 17:30"])
    }

    @Test func `the offset decides the day`() throws {
        #expect(try lines(1_796_054_400, 1_827_590_400, utcOffset: 0).last == "2026-11-30 16:00 – 2027-11-30 16:00")
        #expect(
            try lines(1_796_054_400, 1_827_590_400, utcOffset: -18_000).last == "2026-11-30 11:00 – 2027-11-30 11:00")
    }

    // Leap days, and the years between which a century is or is not one.
    @Test(arguments: [
        (951_782_400, "民國89年2月29日至89年2月29日止"), (4_107_542_400, "民國189年3月1日至189年3月1日止"), (0, "民國59年1月1日至59年1月1日止"),
        (-86_400, "民國58年12月31日至58年12月31日止"), (-1_830_384_000, "民國1年1月1日至1年1月1日止"),
        (1_709_164_800, "民國113年2月29日至113年2月29日止"), (253_402_128_000, "民國8088年12月30日至8088年12月30日止"),
    ])
    func `the calendar is right`(day: Int, text: String) throws {
        #expect(try lines(Int64(day), Int64(day) + 86_400, utcOffset: 0).first == text)
    }

    @Test(arguments: [
        (Int.min, 0), (Int.max, 0), (0, Int.min), (0, Int.max), (-1_830_384_061, 0), (0, 253_402_300_860),
    ])
    func `times outside the years 1912 to 9999 are refused`(from: Int, until: Int) {
        #expect(throws: RenderError.self) { try lines(Int64(from), Int64(until), utcOffset: 0) }
    }

    @Test(arguments: [64_800, -64_800, Int.max, Int.min])
    func `an impossible offset is refused`(offset: Int) {
        #expect(throws: RenderError.self) { try lines(0, 86_400, utcOffset: offset) }
    }
}
