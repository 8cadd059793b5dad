/// Every fixed word on a counter's slip.
enum CounterSlipLabels {
    static let title = Label("申請收據", "Receipt of an application")
    static let number = Label("申請號碼", "Application no.")
    static let code = Label("領證碼", "Retrieval code")
    static let kind = Label("申請種類", "Applied for")
    static let channel = Label("收件方式", "Received")
    static let printed = Label("列印日期", "Printed")
    static let goodUntil = Label("領證碼有效至", "Code good until")
}
