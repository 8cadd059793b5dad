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

        /// What a whole bar is, where shares are drawn: all of them. Nil where it is the longest.
        package var whole: Int64? { columns[drawn].chinese.contains("%") ? 1_000 : nil }
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
            Self.calls(shown, plan), Self.satisfaction(shown), Self.announcements(shown), Self.consultations(shown),
            Self.seminars(shown),
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

    private static func consultations(_ releases: [DataRelease]) -> Measure {
        Measure(
            id: "consultations", title: DataText("意見徵詢的回應", "Consultations answered"),
            about: DataText(
                "當季結束的意見徵詢與收到的意見，及製表時已公開回應的比率；天數為當季公開回應者，從結束到回應的中位數。",
                "Consultations that ended in the quarter, contributions to them, and how many of these were answered when the figures were made; the days are from the end to the answer, half of those answered in the quarter."
            ), source: DataText("各意見徵詢頁面", "The consultations' own pages"),
            columns: [
                DataText("結束的徵詢", "Ended"), DataText("收到意見", "Contributions"), DataText("已回應意見", "Answered"),
                percent, DataText("半數回應天數", "Days, half of them"),
            ],
            rows: rows(releases) { release in
                func figure(_ measure: Int) -> Int64? { release[table: ReportTable.consultations, [total], measure] }
                // Nothing of it is kept back: what there is not, nobody counted.
                guard let ended = figure(0), let all = figure(1), let answered = figure(2) else {
                    return Array(repeating: .unknown, count: 5)
                }
                return [
                    .count(ended), .count(all), .count(answered), .percent(answered, of: all),
                    figure(3).map { .days(hours: $0) } ?? .unknown,
                ]
            }, drawn: 3)
    }

    /// As they were entered day by day; of quarters before that as the office reported them, which says nothing of times.
    private static func calls(_ releases: [DataRelease], _ plan: ServicePlan) -> Measure {
        let reported = plan.calls.filter { call in
            releases.contains { $0.period == call.period && $0[.calls, [total, "came"]] == nil }
        }
        let periods = reported.map(\.period).sorted().map(\.description)
        let source = reported.last.map { call in
            DataText(
                "\(call.source.chinese)：\(periods.joined(separator: "、"))",
                "\(call.source.english): \(periods.joined(separator: ", "))")
        }
        return Measure(
            id: "calls", title: DataText("接聽的電話", "Calls answered"),
            about: DataText(
                "24 小時服務專線與各港專線的來電，有多少接聽，接聽的有多少在 \(plan.callTarget) 秒內；由承辦單位逐日登錄。",
                "Of the calls to the 24-hour line and the ports' own lines, how many were answered; and of these, how many within \(plan.callTarget) seconds. The office enters them day by day."
            ), source: source,
            columns: [
                DataText("來電數", "Calls"), DataText("接聽數", "Answered"), DataText("接聽率（%）", "Answered (%)"),
                DataText("時限內（%）", "In time (%)"),
            ],
            rows: rows(releases) { release in
                if let came = release[.calls, [total, "came"]], let answered = release[.calls, [total, "answered"]],
                    let inTime = release[.calls, [total, "in-time"]]
                {
                    return [
                        .count(came), .count(answered), .percent(answered, of: came), .percent(inTime, of: answered),
                    ]
                }
                guard let call = reported.first(where: { $0.period == release.period }) else {
                    return [.unknown, .unknown, .unknown, .unknown]
                }
                return [.count(call.all), .count(call.answered), .percent(call.answered, of: call.all), .unknown]
            }, drawn: 2)
    }

    private static func announcements(_ releases: [DataRelease]) -> Measure {
        let acts = DataAxis.newsAct.fixed
        return Measure(
            id: "announcements", title: DataText("公告", "Announcements"),
            about: DataText(
                "這一季發布、更正與撤下的公告則數；更正與撤下都公開原因。",
                "Announcements published, corrected and withdrawn in the quarter; each correction and withdrawal says why."
            ), source: nil, columns: acts.map(\.text),
            rows: rows(releases) { release in
                acts.map { act in release[.announcements, [total, act.code]].map { .count($0) } ?? .unknown }
            }, drawn: 0)
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
                // Of quarters before there was the table, nobody knows.
                let isCounted = release.tables[DataResource.seminars.id] != nil
                return ["held", "signed-up", "came", "answered"].map {
                    isCounted ? .count(release[.seminars, [$0]]) : .unknown
                }
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
