import Register
import ServiceWeb
import Testing

@Suite("The parts that forms are made of")
struct FormViewTests {
    private let site: Site
    private let hostile = "\"\u{301}'><script>alert(1)</script>{{title}}[[site.name]]&lt;"

    init() throws { site = try WebScene.site.get() }

    private func render(_ form: FormView, _ more: [String: Any] = [:]) -> String {
        "<!DOCTYPE html>"
            + site.templates.text("form", in: .zhHant, form.values.merging(more) { first, _ in first })
    }

    @Test("Label, hint, error and field belong together, and the summary leads to each")
    func wired() {
        let words = site.words(.zhHant)
        var date = FormFieldView("birthDate", .date, value: "民國75年", error: "請輸入完整年、月、日", words: words)
        date.completion = "bday"
        let form = FormView(
            action: "/zh-Hant/apply/person/particulars",
            fields: [
                FormFieldView("name", value: "王小明", words: words), date,
                FormFieldView(
                    "idKind",
                    .radios([.init("national", "身分證"), .init("passport", "護照", hint: "外籍人士", isChosen: true)]),
                    error: "請選擇", words: words),
                FormFieldView("zones", .checkboxes([.init("TWKEL.A", "東岸", language: "zh-Hant")]), words: words),
                FormFieldView("photo", .file(types: "image/*"), words: words),
                FormFieldView("people", .lines(rows: 5), value: "\n第一列\n第二列", words: words),
                FormFieldView("agree", .check(isChosen: true), error: "請勾選", words: words),
                FormFieldView("vehicleClass", .select([.init("car", "小客車", isChosen: true)]), words: words),
            ], submit: words["apply.next"])
        let page = render(form)
        #expect(Markup(page).problems == [])
        #expect(page.contains("enctype=\"multipart/form-data\"") && page.contains("novalidate"))
        #expect(page.contains("id=\"birthDate\"") && page.contains("aria-invalid=\"true\""))
        #expect(page.contains("aria-describedby=\"birthDate-hint birthDate-error\""))
        #expect(page.contains("<a href=\"#birthDate\">請輸入完整年、月、日</a>"))
        #expect(page.contains("<a href=\"#idKind-national\">請選擇</a>"))
        #expect(page.contains("role=\"alert\"") && page.contains("請更正下列項目"))
        // The parser drops the first line break of it, and the value keeps its own.
        #expect(page.contains("aria-describedby=\"people-hint\">\n\n第一列\n第二列</textarea>"))
        #expect(page.contains("value=\"passport\" checked aria-describedby=\"idKind-passport-hint\""))
        #expect(page.contains("id=\"zones-TWKEL-A\"") && page.contains("value=\"TWKEL.A\""))
        #expect(!page.contains("name=\"csrf\""))
    }

    @Test("Nothing that was typed gets out of its place")
    func hostileValues() {
        let words = site.words(.en)
        var text = FormFieldView("name", value: hostile, error: hostile, words: words)
        text.hint = hostile
        let form = FormView(
            action: "/en/x",
            fields: [
                text, FormFieldView("people", .lines(rows: 3), value: "</textarea>" + hostile, words: words),
                FormFieldView("role", .radios([.init(hostile, hostile, hint: hostile)]), words: words),
                FormFieldView("vehicleClass", .select([.init(hostile, hostile)]), words: words),
            ], submit: hostile)
        let page = render(form, ["hasCSRF": true, "csrf": hostile])
        let markup = Markup(page)
        #expect(markup.problems == [] && !markup.names.contains("script"))
        #expect(!page.contains("<script") && !page.contains("\"\u{301}'"))
        #expect(page.contains("name=\"csrf\"") && page.contains("{{title}}[[site.name]]&amp;lt;"))
        let table = TableView(
            caption: hostile, columns: [hostile, "b"],
            rows: [[.init(hostile, link: hostile, language: hostile), .init(hostile, isNumber: true)]])
        let others: [(String, [String: Any])] = [
            ("table", ["table": table.values]), ("tag", StatusTag(look: .bad, text: hostile).values),
            ("notice", NoticeBox(title: hostile, text: hostile).values),
            ("summary", ["summary": SummaryView(rows: [.init(hostile, [hostile, "b"], change: hostile)]).values]),
            ("steps", StepView(number: 1, titles: [hostile, "b"]).values),
        ]
        for (name, values) in others {
            let part = "<!DOCTYPE html>" + site.templates.text(name, in: .en, values)
            #expect(Markup(part).problems == [] && !part.contains("<script"), "\(name)")
            #expect(part.contains("&lt;script&gt;"), "\(name)")
        }
    }

    @Test("Steps are counted, and the one that somebody is at is marked")
    func steps() {
        let page = site.templates.text(
            "steps", in: .zhHant, StepView(number: 3, titles: ["一", "二", "三", "四"]).values)
        #expect(page.contains("第 3 步，共 4 步") && page.contains("aria-current=\"step\" class=\"current\">三"))
        #expect(page.components("（已完成）") == 2)
    }
}

extension SiteTemplates {
    /// What a template makes, as text.
    func text(_ name: String, in language: SiteLanguage, _ values: [String: Any]) -> String {
        String(decoding: render(name, in: language, values), as: UTF8.self)
    }
}
