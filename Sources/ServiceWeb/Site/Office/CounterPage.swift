import Hummingbird
import Register

/// What staff at a counter do for somebody: fill in, print a receipt, stop a pass, free one of a former employer.
struct CounterPage {
    let token: String
    /// Of which no company could be told by a message.
    let untold: [EmployerRelease]
    let utcOffset: Int64
    /// What came of the last thing that was asked for.
    var notice: Words?
    var isError = false

    var response: Response {
        let form = OfficeForm(token: token)
        let page = PageFrame.page(Words("臨櫃作業", "Counter"), isError: isError) { page in
            if let notice {
                page.element(.paragraph, [.styled("state"), .role(isError ? "alert" : "status")], notice)
            }
            writeApplications(form, &page)
            writePasses(form, &page)
            writeReleases(form, &page)
        }
        return PageFrame.response(page, status: isError ? .unprocessableContent : .ok)
    }

    private func writeApplications(_ form: OfficeForm, _ page: inout HTMLWriter) {
        page.element(.heading2, Words("代填申請", "Fill in for somebody"))
        page.element(.section, [.styled("case")]) { page in
            form.write(.counterAct("start"), Words("開始填寫", "Begin"), &page) { page in
                form.select(
                    "kind", "kind", Words("申請種類", "Kind"),
                    [("person", "人員 Person"), ("vehicle", "車輛 Vehicle"), ("visit", "當次 Single visit")], &page)
                form.select(
                    "channel", "channel", Words("來源", "From"),
                    [("counter", "本人臨櫃 At the counter"), ("post", "郵寄紙本 A posted form")], &page)
                form.select(
                    "language", "language", Words("申請人語言", "Language"),
                    SiteLanguage.allCases.map { ($0.rawValue, $0.ownName) }, &page)
            }
        }
        page.element(.section, [.styled("case")]) { page in
            form.write(.counterAct("open"), Words("繼續填寫", "Go on"), &page) { page in
                form.line("open-number", "number", Words("申請號碼", "Application number"), &page)
            }
        }
        page.element(.section, [.styled("case")]) { page in
            page.element(
                .paragraph,
                Words("列印新收據後，舊的領證碼就失效。", "A new receipt ends the code of the one before."))
            form.write(.counterAct("receipt"), Words("列印收據", "Print a receipt"), &page) { page in
                form.line("receipt-number", "number", Words("申請號碼", "Application number"), &page)
            }
        }
        page.element(.section, [.styled("case")]) { page in
            page.element(
                .paragraph,
                Words("換下一位以前，請結束這一位的作業。", "End this before the next person comes."))
            form.write(.counterAct("end"), Words("結束這一位", "End"), &page)
        }
    }

    private func writePasses(_ form: OfficeForm, _ page: inout HTMLWriter) {
        page.element(.heading2, Words("本人到場：掛失、註銷、離職", "In person: lost, cancelled, left"))
        page.element(.section, [.styled("case")]) { page in
            page.element(
                .paragraph, Words("先核對身分證件與通行證姓名、末四碼。", "Compare document, name and last four first."))
            form.write(.counterAct("pass"), Words("辦理", "Do it"), &page) { page in
                form.line("pass-number", "number", Words("通行證號碼", "Pass number"), &page)
                form.select(
                    "act", "act", Words("事由", "What"),
                    CounterRoutes.acts.map { ($0.key, "\($0.words.chinese) \($0.words.english)") }, &page)
            }
        }
    }

    private func writeReleases(_ form: OfficeForm, _ page: inout HTMLWriter) {
        page.element(.heading2, Words("待函知的原單位（\(untold.count)）", "Companies to be told by letter"))
        for release in untold {
            page.element(.section, [.styled("case")]) { page in
                page.element(.descriptions) { page in
                    page.element(.term, Words("通行證", "Pass"))
                    page.element(.description, [], { $0.typed(release.passNumber) })
                    page.element(.term, Words("統一編號", "Company no."))
                    page.element(.description, [], { $0.typed(release.companyNumber ?? "—") })
                }
                form.write(.counterAct("told"), Words("已函知", "Told by letter"), &page) { page in
                    page.void(.input, [.type("hidden"), .name("release"), .value(String(release.id))])
                }
            }
        }
    }
}
