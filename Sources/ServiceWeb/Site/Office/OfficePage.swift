import HTTPTypes
import Hummingbird
import PassFormat
import Register

/// The desk: what waits to be decided, and the passes issued last.
struct OfficePage {
    struct Pass {
        let summary: PassSummary
        let claims: PassClaims
    }

    let applications: [OpenApplication]
    let passes: [Pass]
    let ports: [SeedPort]
    let rejectReasons: [SeedReason]
    let revokeReasons: [SeedReason]
    let token: String
    let utcOffset: Int64
    let now: Int64
    /// Why what was asked for was not done.
    var problems: [FieldProblem] = []

    var response: Response {
        let page = PageFrame.page(Words("審查作業", "Desk"), isError: !problems.isEmpty) { page in
            if !problems.isEmpty { writeProblems(&page) }
            page.element(.heading2, Words("待審申請（\(applications.count)）", "Waiting"))
            if applications.isEmpty { page.element(.paragraph, Words("目前沒有待審申請。", "Nothing waits.")) }
            for application in applications { write(application, &page) }
            page.element(.heading2, Words("最近核發", "Issued last"))
            if passes.isEmpty { page.element(.paragraph, Words("尚未核發通行證。", "No pass was issued yet.")) }
            for pass in passes { write(pass, &page) }
        }
        return PageFrame.response(page, status: problems.isEmpty ? .ok : .conflict)
    }

    private func writeProblems(_ page: inout HTMLWriter) {
        page.element(.div, [.styled("errors"), .role("alert"), .focusable, .labelledBy("errors")]) { page in
            page.element(.heading2, [.id("errors")], Words("無法核發", "No pass was issued"))
            page.element(.list) { page in
                for problem in problems {
                    page.element(.item, [.language("en")], "\(problem.field): \(problem.message)")
                }
            }
        }
    }

    private func row(_ label: Words, _ page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
        page.element(.term, label)
        page.element(.description, [], content)
    }

    private func write(_ application: OpenApplication, _ page: inout HTMLWriter) {
        page.element(.section, [.styled("case"), .id("a-" + application.id.hex)]) { page in
            if application.hasPhoto {
                page.void(
                    .image,
                    [.styled("photo"), .source(.applicationPhoto(application.id)), .alternative("申請人照片 Photo")])
            }
            page.element(.descriptions) { page in
                row(Words("姓名", "Name"), &page) { $0.typed(application.name ?? "—") }
                row(Words("證件號碼", "Document"), &page) { $0.typed("••••••" + (application.idHint ?? "")) }
                row(Words("服務公司", "Company"), &page) { $0.typed(application.organisation ?? "—") }
                row(Words("證別", "Kind"), &page) { $0.words(application.term?.words ?? Words("—", "—")) }
                row(Words("港區", "Ports and zones"), &page) { page in
                    for access in application.access { page.element(.div) { $0.typed(places(access)) } }
                }
                if let start = application.notBefore, let end = application.expires {
                    row(Words("有效期間", "Valid"), &page) {
                        $0.words(SiteDate.validity(from: start, until: end, utcOffset: utcOffset))
                    }
                }
            }
            page.element(.div, [.styled("acts")]) { page in
                page.element(.form, [.action(.approve(application.id)), .post]) { page in
                    writeToken(&page)
                    page.element(
                        .button, [.type("submit"), .describedBy(["a-" + application.id.hex])],
                        Words("核准", "Approve"))
                }
                writeReasons(
                    rejectReasons, act: Words("駁回", "Reject"), path: .reject(application.id),
                    id: "r-" + application.id.hex, &page)
            }
        }
    }

    private func places(_ access: OpenApplication.Access) -> String {
        guard let port = ports.first(where: { $0.id == access.port }) else { return access.port }
        let zones = access.zones.map { name in port.zones.first { $0.name == name }?.labelInChinese ?? name }
        return port.nameInChinese + "：" + zones.joined(separator: "、")
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
                        revokeReasons, act: Words("註銷", "Revoke"), path: .revoke(summary.id),
                        id: "v-" + summary.id.hex, &page)
                }
            }
        }
    }

    /// A change that needs a reason, which nobody chooses by accident: none is chosen at first.
    private func writeReasons(
        _ reasons: [SeedReason], act: Words, path: SitePath, id: String, _ page: inout HTMLWriter
    ) {
        page.element(.form, [.action(path), .post]) { page in
            writeToken(&page)
            page.element(.div) { page in
                page.element(.label, [.labels(id)], Words(act.chinese + "原因", "Why"))
                page.element(.div) { page in
                    page.element(.select, [.id(id), .name(OfficeRoutes.reasonName), .required]) { page in
                        page.element(.option, [.value("")], "請選擇 Choose")
                        for reason in reasons {
                            page.element(
                                .option, [.value(reason.code)], "\(reason.labelInChinese) \(reason.labelInEnglish)")
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
