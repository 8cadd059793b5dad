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
        #expect(try measure(report, "calls").rows.map { $0.values[2] } == [.none, .tenths(750)])
        #expect(try measure(report, "calls").source == DataText("話務", "Calls"))
        #expect(try measure(report, "satisfaction").rows.map { $0.values[2] } == [.none, .tenths(875)])
        for measure in report.measures {
            #expect(measure.rows.allSatisfy { $0.values.count == measure.columns.count }, "\(measure.id)")
            #expect(measure.columns.indices.contains(measure.drawn))
        }
        #expect(ServiceReport(try #require(Quarter(text: "2025Q4")), releases: releases, plan: try Self.plan()) == nil)
    }

    @Test("Numbers as they are written")
    func texts() {
        let written: [(ReportValue, String?)] = [
            (.count(0), "0"), (.count(999), "999"), (.count(1_234), "1,234"), (.count(1_234_567), "1,234,567"),
            (.tenths(5), "0.5"), (.tenths(1_000), "100.0"), (.tenths(12_345), "1,234.5"), (.none, nil),
        ]
        for (value, text) in written { #expect(value.text == text) }
    }
}
