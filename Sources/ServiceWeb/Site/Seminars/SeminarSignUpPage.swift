import Hummingbird
import Register

/// Where somebody signs up: a name, an address, what they need and what they want to know.
struct SeminarSignUpPage {
    let seminar: Seminar
    let content: SeminarContent
    let utcOffset: Int64
    var name = ""
    var email = ""
    var needs = ""
    var question = ""
    var faults: [Fault] = []
    /// Whole seconds; nil where nothing has to be waited for.
    var wait: Int64?

    static let fields: Set<String> = ["name", "email", "needs", "question"]

    @inline(never)
    func response(in page: PageContext) -> Response {
        let words = page.words
        let errors = SpeakingWords.errors(faults, words)
        var name = SpeakingWords.line("name", "seminars", name, errors, words)
        name.completion = "name"
        var email = SpeakingWords.line("email", "seminars", email, errors, words)
        email.completion = "email"
        email.keyboard = "email"
        email.isCode = true
        func lines(_ field: String, _ value: String, rows: Int) -> FormFieldView {
            var view = FormFieldView(name: field, kind: .lines(rows: rows), label: words["seminars.\(field)"])
            view.hint = words["seminars.\(field)-hint"]
            view.value = value
            view.error = errors[field]
            view.isOptional = true
            return view
        }
        var form = FormView(
            action: page.link(SeminarPaths.signUp(seminar.number)),
            fields: [name, email, lines("needs", needs, rows: 3), lines("question", question, rows: 4)],
            submit: words["seminars.send"])
        if let wait { form.problems = [SpeakingWords.tooMany(wait, words)] }
        form.back = page.link(SeminarPaths.seminar(seminar.number))
        var view = PlainFormPage(title: words["seminars.sign-up"])
        view.menu = SeminarPaths.list
        view.lead = content.text(in: page.language).text.title
        view.text = [SeminarLook.time(content, utcOffset, words), words["seminars.privacy"]]
        view.form = form
        return view.response(in: page)
    }

    /// The same for everybody: whether the address was signed up before, only its mail says.
    @inline(never)
    static func sent(_ seminar: Seminar, in page: PageContext) -> Response {
        end("sent", page, [(page.link(SeminarPaths.seminar(seminar.number)), page.words["seminars.to-seminar"])])
    }

    @inline(never)
    static func closed(_ seminar: Seminar, in page: PageContext) -> Response {
        end("late", page, [(page.link(SeminarPaths.seminar(seminar.number)), page.words["seminars.to-seminar"])])
    }

    private static func end(
        _ key: String, _ page: PageContext, _ links: [(address: String, text: String)]
    ) -> Response {
        var view = PlainFormPage(title: page.words["seminars.\(key)-title"])
        view.menu = SeminarPaths.list
        view.lead = page.words["seminars.\(key)-text"]
        view.links = links
        return view.response(in: page)
    }
}
