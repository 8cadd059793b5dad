import Hummingbird
import Identifiers
import Register

/// The code by which somebody opens a pass of theirs on a phone. Made to be printed.
struct CounterPassCodePage {
    let number: String
    let code: RetrievalCode
    let expires: Int64
    let utcOffset: Int64
    let now: Int64

    var response: Response {
        func day(_ time: Int64) -> String { DateText.both(CivilDate(of: time, utcOffset: utcOffset)) }
        let page = PageFrame.page(Words("通行證領取碼", "Code of a pass")) { page in
            page.element(.section, [.styled("case")]) { page in
                page.element(.descriptions) { page in
                    row(Words("通行證號碼", "Pass number"), &page) { $0.typed(number) }
                    row(Words("領取碼", "Retrieval code"), &page) { page in
                        page.element(.strong) { $0.typed(code.text) }
                    }
                    row(Words("列印日期", "Printed"), &page) { $0.text(day(now)) }
                    row(Words("領取碼有效至", "Code good until"), &page) { $0.text(day(expires - 1)) }
                }
                page.element(
                    .paragraph,
                    Words(
                        "在網站「進度查詢」輸入領取碼，就能在手機上開啟通行證。請妥善保管，不要交給別人。",
                        "Type it on the site under “Check progress” to open the pass on a phone. Keep it to yourself."))
            }
        }
        return PageFrame.response(page)
    }

    private func row(_ label: Words, _ page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
        page.element(.term, label)
        page.element(.description, [], content)
    }
}
