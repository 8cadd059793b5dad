import HTTPTypes
import Hummingbird
import PassCrypto
import PassFormat
import Register

/// The desk: what waits to be decided, and the passes issued last.
struct OfficePage {
    struct Pass {
        let summary: PassSummary
        let claims: PassClaims
    }

    let cases: [Register.OpenedApplication]
    /// That wait to be approved.
    let companies: [Company]
    let passes: [Pass]
    let rejectReasons: [SeedReason]
    let revokeReasons: [SeedReason]
    let token: String
    let utcOffset: Int64
    let now: Int64
    /// Why what was asked for was not done.
    var faults: [Fault] = []

    var response: Response {
        let page = PageFrame.page(Words("審查作業", "Desk"), isError: !faults.isEmpty) { page in
            if !faults.isEmpty { writeProblems(&page) }
            page.element(.heading2, Words("待審申請（\(cases.count)）", "Waiting"))
            if cases.isEmpty { page.element(.paragraph, Words("目前沒有待審申請。", "Nothing waits.")) }
            for opened in cases { write(opened, &page) }
            if !companies.isEmpty {
                page.element(.heading2, Words("待核准公司（\(companies.count)）", "Companies"))
                for company in companies { write(company, &page) }
            }
            page.element(.heading2, Words("最近核發", "Issued last"))
            if passes.isEmpty { page.element(.paragraph, Words("尚未核發通行證。", "No pass was issued yet.")) }
            for pass in passes { write(pass, &page) }
        }
        return PageFrame.response(page, status: faults.isEmpty ? .ok : .conflict)
    }

    private func writeProblems(_ page: inout HTMLWriter) {
        page.element(.div, [.styled("errors"), .role("alert"), .focusable, .labelledBy("errors")]) { page in
            page.element(.heading2, [.id("errors")], Words("無法核發", "No pass was issued"))
            page.element(.list) { page in
                for fault in faults {
                    page.element(.item, [.language("en")], "\(fault.field): \(fault.rule)")
                }
            }
        }
    }

    private func row(_ label: Words, _ page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
        page.element(.term, label)
        page.element(.description, [], content)
    }

    private func write(_ company: Company, _ page: inout HTMLWriter) {
        page.element(.section, [.styled("case"), .id(company.id.hex)]) { page in
            page.element(.descriptions) { page in
                row(Words("統一編號", "Number"), &page) { $0.typed(company.number) }
                row(Words("名稱", "Name"), &page) { $0.typed(company.name) }
                row(Words("聯絡人", "Contact"), &page) { $0.typed("\(company.contactName) \(company.telephone)") }
            }
            page.element(.div, [.styled("acts")]) { page in
                page.element(.form, [.action(.approveCompany(company.id)), .post]) { page in
                    writeToken(&page)
                    page.element(
                        .button, [.type("submit"), .describedBy([company.id.hex])], Words("核准", "Approve"))
                }
            }
        }
    }

    private func write(_ opened: Register.OpenedApplication, _ page: inout HTMLWriter) {
        let number = opened.application.number
        page.element(.section, [.styled("case"), .id(number)]) { page in
            page.element(.heading2, [], number)
            for attachment in opened.attachments {
                page.void(
                    .image,
                    [
                        .styled("photo"), .source(.applicationPicture(number, Hex.encode(attachment.id))),
                        .alternative(attachment.field),
                    ])
            }
            page.element(.descriptions) { page in
                row(Words("狀態", "State"), &page) { $0.typed(opened.application.state.rawValue) }
                for name in opened.values.names {
                    row(Words(name, name), &page) { page in
                        for text in opened.values[all: name] {
                            page.typed(name.hasSuffix("idNumber") ? "••••••" + text.suffix(4) : text)
                            page.text(" ")
                        }
                    }
                }
            }
            page.element(.div, [.styled("acts")]) { page in
                for (act, words) in [
                    (OfficeAct.police, Words("港警無異議", "Police: clear")), (.approve, Words("核准", "Approve")),
                ] {
                    page.element(.form, [.action(.act(number, act.rawValue)), .post]) { page in
                        writeToken(&page)
                        page.element(.button, [.type("submit"), .describedBy([number])], words)
                    }
                }
                writeReasons(
                    opened.values.names.map {
                        ($0, $0)
                    } + opened.attachments.map { ($0.field, $0.field) }, act: Words("補正", "Correction"),
                    path: .act(number, OfficeAct.fault.rawValue), id: "f-" + number, &page)
                writeReasons(
                    rejectReasons.map(Self.option), act: Words("駁回", "Reject"),
                    path: .act(number, OfficeAct.reject.rawValue), id: "r-" + number, &page)
            }
        }
    }

    private static func option(_ reason: SeedReason) -> (String, String) {
        (reason.code, "\(reason.labelInChinese) \(reason.labelInEnglish)")
    }

    private func write(_ pass: Pass, _ page: inout HTMLWriter) {
        let summary = pass.summary
        page.element(.section, [.styled("case")]) { page in
            page.element(.descriptions) { page in
                row(Words("證號", "Number"), &page) { $0.typed(summary.number) }
                row(Words("狀態", "State"), &page) { $0.words(summary.words(at: now)) }
                if let name = pass.claims.name { row(Words("姓名", "Name"), &page) { $0.typed(name.string) } }
                row(Words("有效期間", "Valid"), &page) {
                    $0.words(
                        SiteDate.validity(from: summary.notBefore, until: summary.expires, utcOffset: utcOffset))
                }
            }
            if PassStateMachine.answer(to: .revoke, in: summary.state, isExpired: summary.isExpired(at: now))
                == .becomes(.revoked)
            {
                page.element(.div, [.styled("acts")]) { page in
                    writeReasons(
                        revokeReasons.map(Self.option), act: Words("註銷", "Revoke"), path: .revoke(summary.id),
                        id: "v-" + summary.id.hex, &page)
                }
            }
        }
    }

    /// A change that needs a reason, which nobody chooses by accident: none is chosen at first.
    private func writeReasons(
        _ reasons: [(code: String, label: String)], act: Words, path: SitePath, id: String, _ page: inout HTMLWriter
    ) {
        page.element(.form, [.action(path), .post]) { page in
            writeToken(&page)
            page.element(.div) { page in
                page.element(.label, [.labels(id)], Words(act.chinese + "原因", "Why"))
                page.element(.div) { page in
                    page.element(.select, [.id(id), .name(OfficeRoutes.reasonName), .required]) { page in
                        page.element(.option, [.value("")], "請選擇 Choose")
                        for reason in reasons {
                            page.element(.option, [.value(reason.code)], reason.label)
                        }
                    }
                }
            }
            page.element(.button, [.type("submit"), .styled("grave")], act)
        }
    }

    private func writeToken(_ page: inout HTMLWriter) {
        page.void(.input, [.type("hidden"), .name(DevelopmentOffice.tokenName), .value(token)])
    }
}
