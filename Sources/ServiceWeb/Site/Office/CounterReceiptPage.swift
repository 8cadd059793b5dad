import Hummingbird
import Identifiers
import Register

/// What somebody takes home from a counter: the number, the code, and what to do with them. Made to be printed.
struct CounterReceiptPage {
    let draft: Register.CounterDraft
    let application: PassApplication
    let token: String
    let utcOffset: Int64
    let now: Int64

    var response: Response {
        func day(_ time: Int64) -> String { DateText.both(CivilDate(of: time, utcOffset: utcOffset)) }
        let page = PageFrame.page(Words("申請收據", "Receipt of an application")) { page in
            page.element(.section, [.styled("case")]) { page in
                page.element(.descriptions) { page in
                    row(Words("申請號碼", "Application"), &page) { $0.typed(draft.number) }
                    row(Words("領證碼", "Retrieval code"), &page) { page in
                        page.element(.strong) { $0.typed(draft.code.text) }
                    }
                    row(Words("申請種類", "Kind"), &page) { $0.words(Self.kind(application.kind)) }
                    row(Words("收件方式", "Received"), &page) { $0.words(Self.channel(application.channel)) }
                    row(Words("列印日期", "Printed"), &page) { $0.text(day(now)) }
                    row(Words("領證碼有效至", "Code good until"), &page) { $0.text(day(draft.codeExpires - 1)) }
                }
                page.element(
                    .paragraph,
                    Words(
                        "用領證碼可以查進度、補正和領證。請妥善保管，不要交給別人。",
                        "The code shows how the application stands, and opens corrections and the pass. Keep it to yourself."
                    ))
                page.element(
                    .paragraph,
                    Words(
                        "查詢：網站「進度查詢」，或帶本收據到任一櫃檯。",
                        "Look it up on the site under “Check progress”, or bring this receipt to any counter."))
            }
            page.element(.div, [.styled("acts")]) { page in
                OfficeForm(token: token).write(.counterAct("slip"), Words("列印用 PDF", "As PDF, to print"), &page) {
                    page in
                    page.void(.input, [.type("hidden"), .name("number"), .value(draft.number)])
                    page.void(.input, [.type("hidden"), .name("code"), .value(draft.code.text)])
                }
            }
        }
        return PageFrame.response(page)
    }

    private func row(_ label: Words, _ page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
        page.element(.term, label)
        page.element(.description, [], content)
    }

    static func kind(_ kind: ApplicationKind) -> Words {
        switch kind {
        case .person: Words("人員通行證", "Pass for a person")
        case .vehicle: Words("車輛通行證", "Pass for a vehicle")
        case .visit: Words("當次通行證", "Single visit")
        }
    }

    static func channel(_ channel: PassApplication.Channel) -> Words {
        switch channel {
        case .online: Words("線上", "Online")
        case .counter: Words("臨櫃代填", "Filled in at a counter")
        case .post: Words("郵寄紙本代填", "From a posted form")
        }
    }
}
