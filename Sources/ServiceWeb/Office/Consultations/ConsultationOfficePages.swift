import HTTPTypes
import Hummingbird
import Register

/// The page of a consultation in the office, beyond that of every bulletin. Apart from asynchronous code, and not inlined into it: the
/// optimiser of Swift 6.3.1 crashes there.
enum ConsultationOfficePages {
    /// What was typed for the outcome, where it was not taken.
    struct Outcome {
        var chinese = ""
        var english = ""
    }

    @inline(never)
    static func show(
        _ view: OfficeView, _ consultation: Consultation, _ counts: ContributionCounts, _ replies: [ConsultationReply],
        _ page: StaffPage, outcome: Outcome
    ) throws -> Response {
        var view = view
        let words = page.words
        let path = ConsultationDesk.path(consultation)
        let isPublished = consultation.state == .published
        let phase = consultation.phase(at: page.now, utcOffset: page.register.utcOffset)
        view.values["mayAnswer"] = page.may(.publishNews) && phase == .answering
        view.values["answerAddress"] = page.link("\(path)/answer")
        view.values["outcomeChinese"] = outcome.chinese
        view.values["outcomeEnglish"] = outcome.english
        let hasContributions = consultation.state != .draft && page.may(.seeOpinions)
        view.values["hasContributions"] = hasContributions
        view.values["contributionsAddress"] = page.link("\(path)/contributions")
        view.values["figures"] =
            SummaryView(
                rows: [
                    SummaryView.Row(words["staff.consult-all"], [String(counts.all)]),
                    SummaryView.Row(words["staff.consult-waiting"], [String(counts.received)]),
                    SummaryView.Row(words["staff.consult-published"], [String(counts.published)]),
                    SummaryView.Row(words["staff.consult-unanswered-count"], [String(counts.unanswered)]),
                ]
            ).values
        view.values["mayReply"] = hasContributions && isPublished && page.may(.answerOpinions)
        view.values["replying"] = page.link("\(path)/replies-new")
        view.values["hasReplies"] = !replies.isEmpty && hasContributions
        view.values["replies"] = replies.map { reply -> [String: Any] in
            [
                "name": words["staff.consult-reply", ["number": String(reply.number)]],
                "address": page.link("\(path)/replies/\(reply.number)"), "count": String(reply.contributions),
                "who": page.person(reply.madeBy), "moment": page.moment(reply.at),
            ]
        }
        return try view.response(in: page)
    }
}
