import Identifiers
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Days as pages show them")
struct DayTextTests {
    @Test("are shown in both where Chinese is spoken")
    func shown() throws {
        let site = try WebScene.site.get()
        let day = try #require(CivilDate(text: "2026-11-26"))
        #expect(DayText.text(day, site.words(.zhHant)) == "民國115年11月26日（2026-11-26）")
        #expect(DayText.text(day, site.words(.en)) == "26 November 2026")
        #expect(DayText.text(day, site.words(.vi)) == "26 tháng 11 2026")
        for language in SiteLanguage.allCases {
            let months = site.words(language)["dates.months"].split(separator: "|")
            #expect(months.count == 12 && Set(months).count == 12)
        }
    }
}
