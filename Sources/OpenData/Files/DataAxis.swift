/// What tables are divided by.
package enum DataAxis: String, Sendable, CaseIterable {
    case kind, term, port, application, outcome, channel, reason, gate, hour, direction, gateReason, subject, score
    case writing, answer, attendance
    case line, call, importance, newsAct

    /// A pass for more than one port is one pass: it is counted once, here.
    package static let severalPorts = "several"
    /// The line that all ports have together.
    package static let sharedLine = "shared"

    package var name: DataText {
        switch self {
        case .kind: DataText("證別", "Kind of pass")
        case .term: DataText("期別", "Term")
        case .port: DataText("港口", "Port")
        case .application: DataText("申請類別", "Kind of application")
        case .outcome: DataText("結果", "Outcome")
        case .channel: DataText("申辦管道", "Channel")
        case .reason: DataText("駁回原因", "Reason of rejection")
        case .gate: DataText("門哨", "Gate")
        case .hour: DataText("時段", "Hour")
        case .direction: DataText("方向", "Direction")
        case .gateReason: DataText("拒絕原因", "Reason of refusal")
        case .subject: DataText("調查對象", "Asked about")
        case .score: DataText("滿意度", "Score")
        case .writing: DataText("案件類別", "Kind of case")
        case .answer: DataText("回復情形", "Answer")
        case .line: DataText("服務專線", "Line")
        case .call: DataText("通話情形", "What came of calls")
        case .importance: DataText("公告類別", "Kind of announcement")
        case .newsAct: DataText("公告動作", "What was done")
        case .attendance: DataText("說明會", "Seminars")
        }
    }

    var fixed: [(code: String, text: DataText)] {
        switch self {
        case .kind:
            [
                ("person", DataText("人員", "Person")), ("vehicle", DataText("車輛", "Vehicle")),
                ("visitor-card", DataText("訪客證", "Visitor card")),
            ]
        case .term:
            [
                ("periodic", DataText("定期", "Periodic")), ("temporary", DataText("臨時", "Temporary")),
                ("single-visit", DataText("當次", "Single visit")),
            ]
        case .application:
            [
                ("person", DataText("人員", "Person")), ("vehicle", DataText("車輛", "Vehicle")),
                ("visit", DataText("當次", "Visit")),
            ]
        case .outcome:
            [
                ("issued", DataText("核發", "Issued")), ("rejected", DataText("駁回", "Rejected")),
                ("withdrawn", DataText("撤回", "Withdrawn")), ("lapsed", DataText("逾期失效", "Lapsed")),
            ]
        case .channel:
            [
                ("online", DataText("線上", "Online")), ("counter", DataText("臨櫃", "At a counter")),
                ("post", DataText("郵寄", "By post")),
            ]
        case .reason:
            [
                ("not-eligible", DataText("資格不符", "Not eligible")),
                ("incomplete", DataText("資料不全", "Particulars missing")),
                ("repeated", DataText("重複申請", "Applied for twice")), ("other", DataText("其他", "Other")),
            ]
        case .direction:
            [
                ("in", DataText("進港", "In")), ("out", DataText("離港", "Out")),
                ("refused", DataText("未放行", "Refused")),
            ]
        case .gateReason: Self.gateReasons
        case .subject:
            [
                ("person", DataText("人員申請", "Person's application")),
                ("vehicle", DataText("車輛申請", "Vehicle's application")),
                ("visit", DataText("當次申請", "Visit's application")),
                ("writing", DataText("意見、陳情與申復", "Opinions, petitions and appeals")),
            ]
        case .score:
            [
                ("1", DataText("很不滿意", "Not at all content")), ("2", DataText("不滿意", "Not content")),
                ("3", DataText("普通", "Neither")), ("4", DataText("滿意", "Content")),
                ("5", DataText("很滿意", "Very content")),
            ]
        case .writing:
            [
                ("opinion", DataText("意見", "Opinion")), ("petition", DataText("陳情", "Petition")),
                ("appeal", DataText("申復", "Appeal")), ("objection", DataText("異議", "Objection")),
            ]
        case .answer:
            [
                ("in-time", DataText("期限內回復", "In time")), ("late", DataText("逾期回復", "Late")),
                ("open", DataText("尚未回復", "Not yet answered")), ("withdrawn", DataText("撤回", "Withdrawn")),
            ]
        case .call:
            [
                ("came", DataText("來電", "Came")), ("answered", DataText("接聽", "Answered")),
                ("in-time", DataText("時限內接聽", "Answered in time")), ("callbacks", DataText("回撥", "Called back")),
            ]
        case .importance:
            [("important", DataText("重要", "Important")), ("ordinary", DataText("一般", "Ordinary"))]
        case .newsAct:
            [
                ("publish", DataText("發布", "Published")), ("correct", DataText("更正", "Corrected")),
                ("withdraw", DataText("撤下", "Withdrawn")),
            ]
        case .attendance:
            [
                ("held", DataText("場次", "Held")), ("signed-up", DataText("報名人次", "People signed up")),
                ("came", DataText("出席人次", "People who came")),
                ("answered", DataText("公布答覆的題數", "Questions answered")),
            ]
        case .port, .gate, .hour, .line: []
        }
    }

    /// Groups, and not the gates' own codes: some of those say that somebody is looked for.
    private static let gateReasons: [(code: String, text: DataText)] = [
        ("expired", DataText("逾期、尚未生效或已使用", "Expired, not yet valid, or used")),
        ("ended", DataText("停用、註銷或已換發", "Suspended, revoked or replaced")),
        ("place", DataText("港區、管制區或方向不符", "Another port, zone or direction")),
        ("hours", DataText("非許可時段", "Outside its hours")),
        ("not-ours", DataText("非本系統核發或無法驗證", "Not ours, or not verified")),
        ("checked", DataText("人工查核未通過及其他", "Not let in after a look, and others")),
    ]

    /// The group of a gate's reason code.
    package static func gateReason(_ code: String) -> String {
        switch code {
        case "expired", "not-yet-valid", "already-used": "expired"
        case "suspended", "revoked", "superseded": "ended"
        case "wrong-port", "wrong-zone", "wrong-direction": "place"
        case "outside-hours": "hours"
        case "unknown-key", "bad-signature", "wrong-issuer", "key-not-valid", "key-compromised", "status-unknown",
            "no-trust", "status-stale", "unknown-number":
            "not-ours"
        default: "checked"
        }
    }

    /// The group of a reason for which an application was rejected.
    package static func rejection(_ code: String) -> String {
        ["not-eligible", "incomplete", "repeated"].contains(code) ? code : "other"
    }
}
