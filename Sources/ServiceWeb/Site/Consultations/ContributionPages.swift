import Hummingbird
import Identifiers
import Register

/// All contributions to a consultation that are published, or those of one answer.
struct ContributionListPage {
    static let most = 50

    let consultation: Consultation
    /// One more than are shown where there is another page.
    let contributions: [PublishedContribution]
    /// The answer that they have; nil for all.
    let reply: ConsultationReply?
    let place: Int
    let utcOffset: Int64

    @inline(never)
    func response(in page: PageContext) throws -> Response {
        let words = page.words
        guard let content = consultation.content else { throw Problem.notFound }
        let (text, language) = content.text(in: page.language)
        var view = SitePage("contribution-list", title: words["consultations.contributions"])
        view.menu = ConsultationPaths.list
        view.values["name"] = SpokenText(text.title, language).name(on: page)
        view.values["back"] = page.link(ConsultationPaths.consultation(consultation.number))
        view.values["isOfReply"] = reply != nil
        view.values["of"] = reply.map { words["consultations.reply", ["number": String($0.number)]] } ?? ""
        view.values["hasContributions"] = !contributions.isEmpty
        view.values["contributions"] = contributions.prefix(Self.most).map {
            ConsultationLook.values($0, utcOffset: utcOffset, words)
        }
        let pager = Pager(
            path: ConsultationPaths.contributions(consultation.number), number: place,
            hasMore: contributions.count > Self.most, query: reply.map { "reply=\($0.number)" })
        view.values.merge(pager.values(page)) { $1 }
        return page.response(view)
    }
}

/// How a contribution stands, by its number.
struct ContributionPage {
    let contribution: Contribution
    let consultation: Consultation
    /// Its answer, once that is published.
    let reply: ConsultationReply?

    @inline(never)
    func response(in page: PageContext) -> Response {
        let words = page.words
        let number = contribution.number.text
        var content = PlainFormPage(title: words["consultations.mine", ["number": number]])
        content.menu = ConsultationPaths.list
        content.lead = words["consultations.mine-\(contribution.state.rawValue)"]
        if let cause = contribution.cause { content.text = [words["consultations.cause-\(cause.rawValue)"]] }
        if let reply {
            content.text.append(words["consultations.mine-answer"])
            let isChinese = page.language == .zhHant
            content.text += ConsultationLook.lines(isChinese ? reply.chinese : reply.english).filter { !$0.isEmpty }
        } else {
            content.text.append(
                words[
                    consultation.state == .withdrawn ? "consultations.mine-withdrawn" : "consultations.mine-waiting"])
        }
        content.box = NoticeBox(
            title: words["consultations.keep"], text: words["consultations.keep-text", ["number": number]])
        content.links = [
            (page.link(ConsultationPaths.consultation(consultation.number)), words["consultations.to"]),
            (page.link(ConsultationPaths.list), words["consultations.all"]),
        ]
        return content.response(in: page)
    }
}

/// Where somebody asks how a contribution stands.
struct ContributionFollowPage {
    var number = ""
    var isWrong = false
    var wait: Int64?

    @inline(never)
    func response(in page: PageContext) -> Response {
        let words = page.words
        var field = SpeakingWords.line("number", "consultations", number, [:], words)
        field.isCode = true
        var problems: [String] = []
        if isWrong { problems = [words["consultations.follow-wrong"]] }
        if let wait { problems = [SpeakingWords.tooMany(wait, words)] }
        var content = SitePage("consultation-follow", title: words["consultations.follow"])
        content.menu = ConsultationPaths.list
        content.isError = !problems.isEmpty
        content.status = problems.isEmpty ? .ok : .unprocessableContent
        content.values = ErrorSummaryView(problems: problems, fields: []).values
        content.values["fields"] = [field.values]
        content.values["action"] = page.link(ConsultationPaths.follow)
        content.values["list"] = page.link(ConsultationPaths.list)
        return page.response(content)
    }
}
