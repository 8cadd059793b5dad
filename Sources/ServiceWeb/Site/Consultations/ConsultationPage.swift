import Hummingbird
import Identifiers
import Register

/// One consultation: what is asked, the form while it is open, what was said, and what was answered; or, where it was withdrawn, that and
/// why.
struct ConsultationPage {
    /// Contributions that stand on it; more stand on pages of their own.
    static let most = 10

    /// What was typed.
    struct Answers {
        var text = ""
        var name = ""
        var email = ""
        var isAgreed = false
    }

    /// An answer with the first of the contributions that it answers.
    struct Reply {
        let reply: ConsultationReply
        let contributions: [PublishedContribution]
    }

    let consultation: Consultation
    let counts: ContributionCounts
    /// Before it is answered.
    let contributions: [PublishedContribution]
    let replies: [Reply]
    let ports: [SeedPort]
    let longest: Int
    let now: Int64
    let utcOffset: Int64
    var answers: Answers?
    var faults: [Fault] = []
    /// Whole seconds; nil where nothing has to be waited for.
    var wait: Int64?

    private var phase: ConsultationPhase { consultation.phase(at: now, utcOffset: utcOffset) }

    @inline(never)
    func response(in page: PageContext) -> Response {
        let words = page.words
        let content = consultation.content
        let shown = content.map { $0.text(in: page.language) }
        var view = SitePage("consultation", title: shown?.text.title ?? words["consultations.withdrawn"])
        view.menu = ConsultationPaths.list
        view.isIndexed = content != nil
        // What was there, and by decision is not any more (RFC 9110 section 15.5.11).
        if content == nil { view.status = .gone }
        let form = form(page)
        if form?.hasErrors ?? false {
            view.isError = true
            view.status = .unprocessableContent
        }
        view.values = form?.values ?? ["hasErrors": false]
        view.values["isOpen"] = form != nil
        view.values["isWithdrawn"] = content == nil
        view.values["heading"] = shown.map { [SpokenText($0.text.title, $0.language).name(on: page)] } ?? []
        view.values.merge(ConsultationLook.tag(phase, words).values) { $1 }
        view.values["isShown"] = content != nil
        view.values["meaning"] = content == nil ? "" : words["consultations.state-\(phase.rawValue)-text"]
        view.values["question"] = shown.map { SpokenText($0.text.question, $0.language).passage(on: page) } ?? [:]
        view.values["background"] = shown.map { SpokenText($0.text.background, $0.language).passage(on: page) } ?? [:]
        view.values["summary"] = SummaryView(rows: rows(content, page)).values
        addAnswers(to: &view.values, page)
        view.values["hasHistory"] = consultation.revisions.count > 1
        view.values["history"] = consultation.revisions.count > 1 ? history(page) : []
        view.values["list"] = page.link(ConsultationPaths.list)
        view.values["follow"] = page.link(ConsultationPaths.follow)
        return page.response(view)
    }

    private func rows(_ content: ConsultationContent?, _ page: PageContext) -> [SummaryView.Row] {
        let words = page.words
        var rows = [
            SummaryView.Row(
                words["consultations.when"], [ConsultationLook.period(consultation, utcOffset: utcOffset, words)])
        ]
        guard let content else { return rows }
        rows.append(.init(words["news.port"], [page.ports(content.ports, of: ports)]))
        rows.append(
            .init(
                words["consultations.contributions"],
                [
                    words[
                        "consultations.counts", ["all": String(counts.all), "published": String(counts.published)]]
                ]))
        if let answeredAt = consultation.answeredAt {
            rows.append(
                .init(
                    words["consultations.answered-on"],
                    [DayText.text(CivilDate(of: answeredAt, utcOffset: utcOffset), words)]))
        }
        return rows
    }

    /// What came of it and the answers, each beside what it answers; before, what was said until now.
    private func addAnswers(to values: inout [String: Any], _ page: PageContext) {
        let words = page.words
        let isAnswered = consultation.state == .answered
        let outcome = consultation.revisions.last { $0.act == .answer }
        values["isAnswered"] = isAnswered
        values["outcome"] = outcome.map { SpokenText($0.reason, on: page).passage(on: page) } ?? [:]
        let all = page.link(ConsultationPaths.contributions(consultation.number))
        values["replies"] = (isAnswered ? replies : []).map { reply -> [String: Any] in
            [
                "heading": words["consultations.reply", ["number": String(reply.reply.number)]],
                "section": "reply-\(reply.reply.number)",
                "answer": SpokenText(chinese: reply.reply.chinese, english: reply.reply.english, on: page).passage(
                    on: page),
                "covers": words[
                    "consultations.counts",
                    ["all": String(reply.reply.contributions), "published": String(reply.reply.published)]],
                "hasContributions": !reply.contributions.isEmpty,
                "contributions": reply.contributions.map {
                    ConsultationLook.values($0, utcOffset: utcOffset, words)
                },
                "hasMore": reply.reply.published > Int64(Self.most), "more": "\(all)?reply=\(reply.reply.number)",
            ]
        }
        values["hasContributions"] = !isAnswered && !contributions.isEmpty
        values["contributions"] =
            isAnswered ? [] : contributions.map { ConsultationLook.values($0, utcOffset: utcOffset, words) }
        values["hasMore"] = !isAnswered && counts.published > Int64(Self.most)
        values["more"] = all
    }

    private func history(_ page: PageContext) -> [[String: Any]] {
        let history = BulletinHistory(section: "consultations", utcOffset: utcOffset, page: page)
        return consultation.revisions.reversed().map { revision in
            // What a correction took away stays to be read; what was withdrawn is withdrawn whole.
            let next = consultation.revisions.first { $0.number == revision.number + 1 }
            // What came of it stands above, whole.
            return history.entry(
                revision, hasReason: revision.act != .answer,
                isOld: consultation.content != nil && next?.act == .correct)
        }
    }

    // MARK: The form

    /// Nil where nobody can contribute. What was typed is there also where it came too late.
    private func form(_ page: PageContext) -> FormView? {
        guard phase == .open || answers != nil else { return nil }
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        let typed = answers ?? Answers()
        var text = FormFieldView(name: "text", kind: .lines(rows: 8), label: words["consultations.text"])
        text.hint = words["consultations.text-hint", ["most": String(longest)]]
        text.value = typed.text
        text.error = errors["text"]
        var name = SpeakingWords.line("name", "consultations", typed.name, errors, words)
        name.isOptional = true
        var email = SpeakingWords.line("email", "consultations", typed.email, errors, words)
        email.isOptional = true
        email.keyboard = "email"
        var agree = FormFieldView(
            name: "agree", kind: .check(isChosen: typed.isAgreed), label: words["consultations.agree"])
        agree.hint = words["consultations.agree-hint"]
        agree.error = errors["agree"]
        var form = FormView(
            action: page.link(ConsultationPaths.consultation(consultation.number)), fields: [text, name, email, agree],
            submit: words["consultations.send"])
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        if phase != .open { form.problems = [words["consultations.closed-now"]] }
        return form
    }
}
