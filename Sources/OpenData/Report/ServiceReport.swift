/// Figures for each measure of the service plan, quarter by quarter: made of what is published, so that it tells no more, and anybody
/// can check it.
package struct ServiceReport: Sendable {
    package struct Measure: Sendable {
        package let id: String
        package let title: DataText
        package let about: DataText
        /// Where the figures come from, where it is not the open data.
        package let source: DataText?
        package let columns: [DataText]
        package let rows: [(period: Quarter, values: [ReportValue])]
        /// The column that is drawn.
        package let drawn: Int
    }

    /// Quarters that stand side by side.
    private static let most = 8

    package let period: Quarter
    package let measures: [Measure]

    /// - Parameter releases: the newest revision of each quarter.
    /// - Returns: nil where there is none of the quarter.
    package init?(_ period: Quarter, releases: [DataRelease], plan: ServicePlan) {
        guard releases.contains(where: { $0.period == period }) else { return nil }
        self.period = period
        let shown = Array(
            releases.filter { $0.period <= period }.sorted { $0.period < $1.period }.suffix(Self.most))
        measures = [
            Self.days(shown), Self.steps(shown, plan), Self.paper(shown, plan), Self.online(shown), Self.cases(shown),
            Self.calls(shown, plan), Self.satisfaction(shown), Self.seminars(shown),
        ]
    }

    private static let total = CountTable.total
    private static let percent = DataText("比率（%）", "Share (%)")

    private static func rows(
        _ releases: [DataRelease], _ values: (DataRelease) -> [ReportValue]
    ) -> [(period: Quarter, values: [ReportValue])] {
        releases.map { ($0.period, values($0)) }
    }

    private static func days(_ releases: [DataRelease]) -> Measure {
        let kinds = ["person", "vehicle", "visit", total]
        return Measure(
            id: "days", title: DataText("申請到領證的天數", "Days from application to pass"),
            about: DataText(
                "半數申請在幾天內領到證；最後一欄是九成申請在幾天內。補正等待的時間也算在內。",
                "In how many days half of the applications had their pass; the last column is nine in ten. Time for corrections is part of it."
            ), source: nil,
            columns: [
                DataText("人員", "Person"), DataText("車輛", "Vehicle"), DataText("當次", "Visit"), DataText("全部", "All"),
                DataText("全部九成", "All, nine in ten"),
            ],
            rows: rows(releases) { release in
                kinds.map { .days(hours: release[.processingTimes, [$0]]) }
                    + [.days(hours: release[.processingTimes, [total], 1])]
            }, drawn: 3)
    }

    /// What was made online, by application; what is kept back is left out.
    private static func online(_ release: DataRelease, _ plan: ServicePlan, _ each: (ServicePlan.Application) -> Int64)
        -> ReportValue
    {
        let known = plan.applications.compactMap { application in
            release[.applicationsByChannel, [application.code, "online"]].map { $0 * each(application) }
        }
        return known.isEmpty ? .none : .count(known.reduce(0, +))
    }

    private static func steps(_ releases: [DataRelease], _ plan: ServicePlan) -> Measure {
        let parts = plan.applications.map { application in
            let name = DataAxis.application.fixed.first { $0.code == application.code }?.text
            return (
                "\(name?.chinese ?? application.code) \(application.stepsBefore) 步減為 \(application.stepsNow) 步",
                "\(name?.english ?? application.code): \(application.stepsBefore) to \(application.stepsNow)"
            )
        }
        return Measure(
            id: "steps", title: DataText("減少的步驟", "Steps removed"),
            about: DataText(
                "線上申辦每件省下的步驟：\(parts.map(\.0).joined(separator: "、"))。不公布的件數不計，實際只會更多。",
                "Steps that each application online saves: \(parts.map(\.1).joined(separator: ", ")). Withheld figures are left out: there were more, if anything."
            ), source: plan.source, columns: [DataText("減少步驟（步）", "Steps removed")],
            rows: rows(releases) { [online($0, plan) { max(0, $0.stepsBefore - $0.stepsNow) }] }, drawn: 0)
    }

    private static func paper(_ releases: [DataRelease], _ plan: ServicePlan) -> Measure {
        let parts = plan.applications.map { application in
            let name = DataAxis.application.fixed.first { $0.code == application.code }?.text
            return (
                "\(name?.chinese ?? application.code) \(application.sheetsBefore) 張",
                "\(name?.english ?? application.code): \(application.sheetsBefore)"
            )
        }
        return Measure(
            id: "paper", title: DataText("省下的紙張", "Paper saved"),
            about: DataText(
                "線上申辦每件省下的紙張：\(parts.map(\.0).joined(separator: "、"))。不公布的件數不計，實際只會更多。",
                "Sheets that each application online saves: \(parts.map(\.1).joined(separator: ", ")). Withheld figures are left out: there were more, if anything."
            ), source: plan.source, columns: [DataText("省下紙張（張）", "Sheets saved")],
            rows: rows(releases) { [online($0, plan, \.sheetsBefore)] }, drawn: 0)
    }

    private static func online(_ releases: [DataRelease]) -> Measure {
        Measure(
            id: "online", title: DataText("線上申辦", "Applications online"),
            about: DataText("結案的申請中，從線上送出的比率。", "How many of the applications that ended were made online."),
            source: nil,
            columns: [DataText("結案件數", "Ended"), DataText("線上件數", "Online"), percent],
            rows: rows(releases) { release in
                let (all, online) = (
                    release[.applicationsByChannel, [total, total]], release[.applicationsByChannel, [total, "online"]]
                )
                return [.count(all), .count(online), .percent(online, of: all)]
            }, drawn: 2)
    }

    private static func cases(_ releases: [DataRelease]) -> Measure {
        Measure(
            id: "cases", title: DataText("陳情與意見的回復", "Petitions and opinions answered"),
            about: DataText(
                "收到的意見、陳情、申復與異議，及在期限內回復的比率。",
                "Opinions, petitions, appeals and objections, and how many were answered in time."),
            source: nil,
            columns: [
                DataText("收件數", "Received"), DataText("期限內回復", "Answered in time"), percent,
                DataText("半數回復天數", "Days, half of them"),
            ],
            rows: rows(releases) { release in
                let (all, answered) = (release[.petitions, [total, total]], release[.petitions, [total, "in-time"]])
                return [
                    .count(all), .count(answered), .percent(answered, of: all),
                    .days(hours: release[.answerTimes, [total]]),
                ]
            }, drawn: 2)
    }

    private static func calls(_ releases: [DataRelease], _ plan: ServicePlan) -> Measure {
        let known = plan.calls.filter { call in releases.contains { $0.period == call.period } }
        return Measure(
            id: "calls", title: DataText("接聽的電話", "Calls answered"),
            about: DataText(
                "24 小時服務專線的來電與接聽數；這項數字由承辦單位統計。",
                "Calls to the 24-hour line, and how many were answered, as the office counted them."),
            source: known.last?.source,
            columns: [DataText("來電數", "Calls"), DataText("接聽數", "Answered"), percent],
            rows: rows(releases) { release in
                let call = known.first { $0.period == release.period }
                return [.count(call?.all), .count(call?.answered), .percent(call?.answered, of: call?.all)]
            }, drawn: 2)
    }

    private static func seminars(_ releases: [DataRelease]) -> Measure {
        Measure(
            id: "seminars", title: DataText("說明會", "Seminars"),
            about: DataText(
                "舉辦的說明會、報名與出席的人次，以及會後公布答覆的題數。",
                "Seminars that were held, how many people signed up and came, and questions answered on their pages."),
            source: nil,
            columns: [
                DataText("場次", "Held"), DataText("報名人次", "Signed up"), DataText("出席人次", "Came"),
                DataText("答覆題數", "Answered"),
            ],
            rows: rows(releases) { release in
                ["held", "signed-up", "came", "answered"].map { .count(release[.seminars, [$0]]) }
            }, drawn: 2)
    }

    private static func satisfaction(_ releases: [DataRelease]) -> Measure {
        Measure(
            id: "satisfaction", title: DataText("滿意度", "Satisfaction"),
            about: DataText("結案後的調查中，回答「滿意」或「很滿意」的比率。", "How many of those who answered were content or very content."),
            source: nil, columns: [DataText("回答數", "Answers"), DataText("滿意以上", "Content or more"), percent],
            rows: rows(releases) { release in
                let all = release[.satisfaction, [total, total]]
                let content = release[.satisfaction, [total, "4"]].flatMap { four in
                    release[.satisfaction, [total, "5"]].map { four + $0 }
                }
                return [.count(all), .count(content), .percent(content, of: all)]
            }, drawn: 2)
    }
}
