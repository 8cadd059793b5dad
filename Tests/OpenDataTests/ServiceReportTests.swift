import OpenData
import Testing

@Suite("The quarterly service report")
struct ServiceReportTests {
    private static func plan() throws -> ServicePlan {
        ServicePlan(
            applications: [
                .init(code: "person", stepsBefore: 9, stepsNow: 3, sheetsBefore: 6),
                .init(code: "visit", stepsBefore: 6, stepsNow: 2, sheetsBefore: 3),
            ], source: DataText("計畫", "Plan"),
            calls: [
                .init(
                    period: try #require(Quarter(year: 2026, number: 2)), answered: 900, all: 1_200,
                    source: DataText("話務", "Calls"))
            ])
    }

    private func release(_ number: Int64, online: Int64?, median: Int64?, content: Int64?) throws -> DataRelease {
        DataRelease(
            period: try #require(Quarter(year: 2026, number: number)), revision: 1, madeAt: 0, reason: DataText("", ""),
            tables: [
                "applications-by-channel": [
                    .init(key: ["person", "online"], values: [online]), .init(key: ["visit", "online"], values: [100]),
                    .init(key: ["total", "online"], values: [online.map { $0 + 100 }]),
                    .init(key: ["total", "total"], values: [1_000]),
                ],
                "processing-times": [.init(key: ["total"], values: [median, nil])],
                "satisfaction": [
                    .init(key: ["total", "4"], values: [content]), .init(key: ["total", "5"], values: [50]),
                    .init(key: ["total", "total"], values: [80]),
                ],
            ])
    }

    private func measure(_ report: ServiceReport, _ id: String) throws -> ServiceReport.Measure {
        try #require(report.measures.first { $0.id == id })
    }

    @Test("Figures of what is published, quarter by quarter; what is kept back makes no figure")
    func figures() throws {
        let releases = [
            try release(1, online: nil, median: 60, content: nil),
            try release(2, online: 700, median: nil, content: 20),
            try release(3, online: 10, median: 1, content: 1),
        ]
        let quarter = try #require(Quarter(text: "2026Q2"))
        let report = try #require(ServiceReport(quarter, releases: releases, plan: try Self.plan()))
        // What came later is not in it.
        #expect(report.measures.allSatisfy { $0.rows.map(\.period.number) == [1, 2] })
        #expect(report.measures.allSatisfy { $0.rows.allSatisfy { !$0.values.isEmpty } })
        #expect(try measure(report, "steps").rows.map(\.values) == [[.count(400)], [.count(4_600)]])
        #expect(try measure(report, "paper").rows.map(\.values) == [[.count(300)], [.count(4_500)]])
        #expect(try measure(report, "days").rows.map { $0.values[3] } == [.tenths(25), .none])
        #expect(try measure(report, "online").rows.map { $0.values[2] } == [.none, .tenths(800)])
        #expect(try measure(report, "calls").rows.map { $0.values[2] } == [.unknown, .tenths(750)])
        #expect(try measure(report, "calls").source == DataText("話務：2026Q2", "Calls: 2026Q2"))
        #expect(try measure(report, "satisfaction").rows.map { $0.values[2] } == [.none, .tenths(875)])
        for measure in report.measures {
            #expect(measure.rows.allSatisfy { $0.values.count == measure.columns.count }, "\(measure.id)")
            #expect(measure.columns.indices.contains(measure.drawn))
        }
        #expect(ServiceReport(try #require(Quarter(text: "2025Q4")), releases: releases, plan: try Self.plan()) == nil)
    }

    @Test("Calls as they were entered, before what the office reported of the quarter; announcements by what was done")
    func entered() throws {
        let period = try #require(Quarter(text: "2026Q2"))
        let known = try release(2, online: 700, median: nil, content: 20)
        func with(_ came: Int64, _ answered: Int64) -> DataRelease {
            var tables = known.tables
            tables["calls"] = [
                .init(key: ["total", "came"], values: [came]), .init(key: ["total", "answered"], values: [answered]),
                .init(key: ["total", "in-time"], values: [300]),
            ]
            tables["announcements"] = ["publish", "correct", "withdraw"].enumerated().map { place, act in
                .init(key: ["total", act], values: [Int64(place)])
            }
            return DataRelease(period: period, revision: 1, madeAt: 0, reason: DataText("", ""), tables: tables)
        }
        let report = try #require(ServiceReport(period, releases: [with(500, 400)], plan: try Self.plan()))
        let calls = try measure(report, "calls")
        #expect(calls.rows.map(\.values) == [[.count(500), .count(400), .tenths(800), .tenths(750)]])
        #expect(
            calls.source == nil && calls.about.chinese.contains("20 秒") && calls.about.english.contains("20 seconds"))
        #expect(try measure(report, "announcements").rows.map(\.values) == [[.count(0), .count(1), .count(2)]])
        // Nobody called: of nothing there is no share.
        let quiet = try #require(ServiceReport(period, releases: [with(0, 0)], plan: try Self.plan()))
        #expect(try measure(quiet, "calls").rows[0].values[2] == .unknown)
        // A release from before there were announcements in it says nothing of them.
        let old = try #require(ServiceReport(period, releases: [known], plan: try Self.plan()))
        #expect(try measure(old, "announcements").rows.map(\.values) == [[.unknown, .unknown, .unknown]])
    }

    @Test("Numbers as they are written")
    func texts() {
        let written: [(ReportValue, String?)] = [
            (.count(0), "0"), (.count(999), "999"), (.count(1_234), "1,234"), (.count(1_234_567), "1,234,567"),
            (.tenths(5), "0.5"), (.tenths(1_000), "100.0"), (.tenths(12_345), "1,234.5"), (.none, nil),
            (.unknown, nil),
        ]
        for (value, text) in written { #expect(value.text == text) }
    }
}
