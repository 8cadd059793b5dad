import Hummingbird
import Register

/// Where somebody asks how something stands that they wrote, by its number and its code.
struct FollowPage {
    var number = ""
    var isWrong = false
    var wait: Int64?

    func response(in page: PageContext) -> Response {
        let words = page.words
        var numberField = SpeakingWords.line("number", "opinions", number, [:], words)
        numberField.isCode = true
        var code = SpeakingWords.line("code", "opinions", "", [:], words)
        code.isCode = true
        var form = FormView(
            action: page.link(OpinionPaths.follow), fields: [numberField, code], submit: words["opinions.follow-send"])
        if isWrong { form.problems = [words["opinions.follow-wrong"]] }
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        var content = PlainFormPage(title: words["opinions.follow-title"])
        content.menu = OpinionPaths.start
        content.lead = words["opinions.follow-lead"]
        content.form = form
        content.links = [
            (page.link(page.proving(then: OpinionPaths.mine)), words["opinions.follow-contact"])
        ]
        return content.response(in: page)
    }
}
