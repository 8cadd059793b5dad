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
        view.values["heading"] = shown.map { [NewsLook.name($0.text.title, $0.language, page)] } ?? []
        view.values.merge(ConsultationLook.tag(phase, words).values) { $1 }
        view.values["isShown"] = content != nil
        view.values["meaning"] = content == nil ? "" : words["consultations.state-\(phase.rawValue)-text"]
        view.values["question"] = shown.map { paragraphs($0.text.question, $0.language, page) } ?? [:]
        view.values["background"] = shown.map { paragraphs($0.text.background, $0.language, page) } ?? [:]
        view.values["summary"] = SummaryView(rows: rows(content, page)).values
        addAnswers(to: &view.values, page)
        let history = consultation.revisions.count > 1 ? consultation.revisions.reversed() : []
        view.values["hasHistory"] = !history.isEmpty
        view.values["history"] = history.map { entry($0, page) }
        view.values["list"] = page.link(ConsultationPaths.list)
        view.values["follow"] = page.link(ConsultationPaths.follow)
        return page.response(view)
    }

    private func paragraphs(_ text: String, _ language: SiteLanguage, _ page: PageContext) -> [String: Any] {
        let isForeign = language != page.language
        return [
            "paragraphs": NewsText(text).values, "isForeign": isForeign,
            "foreign": isForeign ? language.rawValue : "",
        ]
    }

    private func rows(_ content: ConsultationContent?, _ page: PageContext) -> [SummaryView.Row] {
        let words = page.words
        var rows = [
            SummaryView.Row(
                words["consultations.when"], [ConsultationLook.period(consultation, utcOffset: utcOffset, words)])
        ]
        guard let content else { return rows }
        rows.append(.init(words["news.port"], [ConsultationLook.ports(content, ports, page)]))
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
        values["outcome"] = outcome.map { translated($0.reason.chinese, $0.reason.english, page) } ?? [:]
        let all = page.link(ConsultationPaths.contributions(consultation.number))
        values["replies"] = (isAnswered ? replies : []).map { reply -> [String: Any] in
            [
                "heading": words["consultations.reply", ["number": String(reply.reply.number)]],
                "section": "reply-\(reply.reply.number)",
                "answer": translated(reply.reply.chinese, reply.reply.english, page),
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

    private func translated(_ chinese: String, _ english: String, _ page: PageContext) -> [String: Any] {
        let isChinese = page.language == .zhHant
        return paragraphs(isChinese ? chinese : english, isChinese ? .zhHant : .en, page)
    }

    private func entry(_ revision: ConsultationRevision, _ page: PageContext) -> [String: Any] {
        let isChinese = page.language == .zhHant
        let (text, language) = revision.content.text(in: page.language)
        // What a correction took away stays to be read; what was withdrawn is withdrawn whole.
        let next = consultation.revisions.first { $0.number == revision.number + 1 }
        let isOld = consultation.content != nil && next?.act == .correct
        // What came of it stands above, whole.
        let hasReason = !revision.reason.isEmpty && revision.act != .answer
        return [
            "act": page.words["consultations.act-\(revision.act.rawValue)"],
            "day": DayText.text(CivilDate(of: revision.at, utcOffset: utcOffset), page.words), "hasReason": hasReason,
            "reason": NewsLook.name(
                isChinese ? revision.reason.chinese : revision.reason.english, isChinese ? .zhHant : .en, page),
            "isOld": isOld, "oldTitle": NewsLook.name(text.title, language, page),
            "oldQuestion": isOld ? paragraphs(text.question, language, page) : [:],
            "oldBackground": isOld ? paragraphs(text.background, language, page) : [:],
        ]
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
