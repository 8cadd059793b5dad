/// One table that is published: in CSV, in JSON, with a dictionary.
package struct DataResource: Sendable {
    package enum Measure: String, Sendable {
        case count, median, ninth
    }

    /// In addresses and file names.
    package let id: String
    package let title: DataText
    package let axes: [DataAxis]
    package let measures: [Measure]
    /// What is counted.
    package let unit: DataText
    /// What belongs to it that one might not think of; empty where there is nothing.
    package let counted: DataText

    private init(
        _ id: String, _ title: DataText, _ axes: [DataAxis], _ measures: [Measure] = [.count], unit: DataText,
        counted: DataText = DataText("", "")
    ) {
        self.id = id
        self.title = title
        self.axes = axes
        self.measures = measures
        self.unit = unit
        self.counted = counted
    }

    private static let times: [Measure] = [.median, .ninth]
    private static let reissued = DataText(
        "含換發及補發：換發或補發一次，另計一張。", "Passes that replace another are counted, too: each is one more.")

    package static let passesByTerm = DataResource(
        "passes-by-term", DataText("核發張數（依證別、期別）", "Passes issued, by kind and term"), [.kind, .term],
        unit: DataText("張數", "Passes"), counted: reissued)
    package static let passesByPort = DataResource(
        "passes-by-port", DataText("核發張數（依證別、港口）", "Passes issued, by kind and port"), [.kind, .port],
        unit: DataText("張數", "Passes"), counted: reissued)
    package static let applications = DataResource(
        "applications", DataText("結案件數（依申請類別、結果）", "Applications that ended, by kind and outcome"),
        [.application, .outcome], unit: DataText("件數", "Applications"))
    package static let applicationsByChannel = DataResource(
        "applications-by-channel", DataText("結案件數（依申請類別、管道）", "Applications that ended, by kind and channel"),
        [.application, .channel], unit: DataText("件數", "Applications"))
    package static let processingTimes = DataResource(
        "processing-times", DataText("申請至核發時數", "Hours from application to pass"), [.application], times,
        unit: DataText("時數", "Hours"))
    package static let gateVolumes = DataResource(
        "gate-volumes", DataText("門哨流量（依時段）", "Comings and goings at the gates, by hour"),
        [.gate, .hour, .direction], unit: DataText("次數", "Times"))
    package static let gateRefusals = DataResource(
        "gate-refusals", DataText("門哨未放行次數（依原因）", "Refused at the gates, by reason"), [.gate, .gateReason],
        unit: DataText("次數", "Times"))
    package static let rejections = DataResource(
        "rejections", DataText("申請駁回件數（依原因）", "Applications rejected, by reason"), [.application, .reason],
        unit: DataText("件數", "Applications"))
    package static let satisfaction = DataResource(
        "satisfaction", DataText("滿意度調查回答數", "Answers about satisfaction"), [.subject, .score],
        unit: DataText("回答數", "Answers"))
    package static let petitions = DataResource(
        "petitions", DataText("意見、陳情與申復件數", "Opinions, petitions and appeals"), [.writing, .answer],
        unit: DataText("件數", "Cases"))
    package static let answerTimes = DataResource(
        "answer-times", DataText("收件至首次回復時數", "Hours to the first answer"), [.writing], times,
        unit: DataText("時數", "Hours"))

    package static let calls = DataResource(
        "calls", DataText("服務專線來電與接聽數", "Calls to the service lines"), [.line, .call],
        unit: DataText("通數", "Calls"),
        counted: DataText(
            "由承辦單位逐日登錄；共用專線與各港專線不重複計算。", "As the office enters them day by day; no call is counted for two lines."))
    package static let announcements = DataResource(
        "announcements", DataText("公告則數（依動作）", "Announcements, by what was done"), [.importance, .newsAct],
        unit: DataText("則數", "Announcements"))

    package static let seminars = DataResource(
        "seminars", DataText("說明會場次、人次與答覆題數", "Seminars held, people and answers"), [.attendance],
        unit: DataText("數量", "Number"))

    package static let all = [
        passesByTerm, passesByPort, applications, applicationsByChannel, processingTimes, gateVolumes, gateRefusals,
        rejections, satisfaction, petitions, answerTimes, calls, announcements, seminars,
    ]

    /// The columns, in their order.
    package func fields(_ labels: DataLabels) -> [DataField] {
        var fields = [
            DataField(
                key: "period", name: DataText("季別", "Quarter"),
                about: DataText("西元年與季，如 2026Q3。", "Year and quarter, such as 2026Q3."), kind: .quarter)
        ]
        for axis in axes {
            fields.append(
                DataField(
                    key: axis.rawValue, name: DataText(axis.name.chinese + "代碼", axis.name.english + ", code"),
                    about: DataText("total 為合計。", "total is the sum."), kind: .code,
                    codes: labels.categories(of: axis) + [(CountTable.total, DataLabels.total)]))
            fields.append(
                DataField(
                    key: axis.rawValue + "Name", name: axis.name,
                    about: DataText("代碼的名稱。", "What the code is called, in Chinese."), kind: .name))
        }
        for measure in measures { fields.append(field(measure)) }
        fields.append(
            DataField(
                key: "status", name: DataText("公布情形", "Status"),
                about: DataText(
                    "published 為公布；withheld 為不公布，因人數過少，或可由其他數字推算。",
                    "published, or withheld: there are too few people, or it could be calculated from other figures."),
                kind: .status))
        return fields
    }

    private func field(_ measure: Measure) -> DataField {
        switch measure {
        case .count:
            DataField(
                key: "count", name: unit,
                about: DataText(
                    counted.chinese + "不公布時空白。",
                    (counted.english.isEmpty ? "" : counted.english + " ") + "Empty where it is withheld."),
                kind: .count)
        case .median:
            DataField(
                key: "medianHours", name: DataText("中位數時數", "Median, hours"),
                about: DataText(
                    "半數案件在此時數內。案件少於 20 件時空白。", "Half of the cases took no longer. Empty for fewer than 20 cases."),
                kind: .hours)
        case .ninth:
            DataField(
                key: "ninthDecileHours", name: DataText("第九十百分位時數", "Ninth decile, hours"),
                about: DataText(
                    "九成案件在此時數內。案件少於 50 件時空白。", "Nine in ten took no longer. Empty for fewer than 50 cases."),
                kind: .hours)
        }
    }
}
