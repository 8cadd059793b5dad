import Hummingbird
import Identifiers
import Register

/// What people wrote and is owed an answer, the one that is due first first.
struct OfficeOpinionPage {
    let opinions: [OpenedOpinion]
    let token: String
    let utcOffset: Int64
    let now: Int64
    var problem: Words?

    var response: Response {
        let page = PageFrame.page(Words("意見與陳情", "Opinions and petitions"), isError: problem != nil) { page in
            if let problem { page.element(.paragraph, [.styled("state"), .role("alert")], problem) }
            page.element(.heading2, Words("待答覆（\(opinions.count)）", "To be answered"))
            for opened in opinions { write(opened, &page) }
        }
        return PageFrame.response(page, status: problem == nil ? .ok : .conflict)
    }

    private func write(_ opened: OpenedOpinion, _ page: inout HTMLWriter) {
        let (opinion, number) = (opened.opinion, opened.opinion.number.text)
        let form = OfficeForm(token: token)
        page.element(.section, [.styled("case"), .id(number)]) { page in
            page.element(.heading2, [], number)
            page.element(.descriptions) { page in
                row(Words("種類", "Kind"), &page) { $0.text(opinion.kind.rawValue) }
                row(Words("狀態", "State"), &page) { $0.text(opinion.state.rawValue) }
                row(Words("期限", "Due"), &page) { page in
                    page.text(DateText.both(CivilDate(of: opinion.dueAt - 1, utcOffset: utcOffset)))
                    if opinion.isOverdue(at: now) { page.element(.strong, Words(" ✕ 逾期", "late")) }
                }
                if let about = opinion.about { row(Words("關於", "About"), &page) { $0.typed(about.reference) } }
                if let handler = opinion.handler { row(Words("承辦", "With"), &page) { $0.typed(handler) } }
                if let decider = opinion.decider { row(Words("原決定", "Decided by"), &page) { $0.typed(decider) } }
                for message in opened.messages {
                    row(message.author == .sender ? Words("來文", "They") : Words("答覆", "We"), &page) { page in
                        page.typed(message.text ?? "—")
                    }
                }
            }
            page.element(.div, [.styled("acts")]) { page in
                form.write(.opinionAct(number, "take"), Words("接辦", "Take"), &page) { page in
                    writePerson("t-" + number, form, &page)
                }
                form.write(.opinionAct(number, "answer"), Words("答覆", "Answer"), &page) { page in
                    form.lines("a-" + number, "text", Words("答覆內容", "Answer"), &page)
                    writePerson("p-" + number, form, &page)
                    form.select(
                        "o-" + number, "outcome", Words("審查結果", "Outcome"),
                        opinion.kind.isAboutDecision && opinion.outcome == nil
                            ? [("dismissed", "維持原決定 Dismissed"), ("upheld", "有理由 Upheld")] : [("", "—")], &page)
                }
                if !opinion.isExtended {
                    form.write(.opinionAct(number, "extend"), Words("延長期限", "Extend"), &page) { page in
                        form.lines("e-" + number, "text", Words("延長原因", "Why"), &page)
                        writePerson("x-" + number, form, &page)
                    }
                }
            }
        }
    }

    /// Nobody signs in at this desk yet, and an appeal is not answered by who decided.
    private func writePerson(_ id: String, _ form: OfficeForm, _ page: inout HTMLWriter) {
        form.select(
            id, "person", Words("承辦人", "Who"), OfficeOpinionRoutes.people.map { ($0, $0) }, &page)
    }

    private func row(_ label: Words, _ page: inout HTMLWriter, _ content: (inout HTMLWriter) -> Void) {
        page.element(.term, label)
        page.element(.description, [], content)
    }
}
