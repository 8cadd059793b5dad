import PassRender
import Testing

@Suite("Paper forms")
struct PaperFormTests {
    private func form(_ rows: [PaperForm.Row], title: Label = Label("表", "Form")) -> PaperForm {
        PaperForm(
            issuerName: "臺灣國際商港", title: title, code: "PP", introduction: [],
            sections: [PaperForm.Section(Label("一", "One"), rows)])
    }

    @Test(arguments: [PaperSamples.person, PaperSamples.vehicle, PaperSamples.visit])
    func `everything that is asked stands on the form, in its order, in both languages`(form: PaperForm) throws {
        let texts = try PaperFormDocument.pdf(form, createdAt: 0).report.texts.map(\.text)
        var rest = texts[...]
        func expect(_ text: String) {
            guard !text.isEmpty else { return }
            guard let place = rest.firstIndex(where: { $0 == text || $0.contains(text) }) else {
                Issue.record("“\(text)” is missing or out of its order")
                return
            }
            rest = rest[place...]
        }
        for section in form.sections {
            expect(section.title.chinese)
            for case .fields(let fields) in section.rows {
                for field in fields {
                    expect(field.label.chinese)
                    expect(field.label.english)
                }
            }
        }
        for port in PaperSamples.ports { #expect(texts.contains("\(port.chinese) \(port.english)")) }
    }

    @Test func `every word of the ready-made forms is there`() {
        let words = PaperFormWords.standard
        for form in [PaperSamples.person, PaperSamples.vehicle, PaperSamples.visit] {
            var labels = [form.title] + form.introduction + form.sections.map(\.title)
            for row in form.sections.flatMap(\.rows) {
                switch row {
                case .fields(let fields):
                    labels += fields.map(\.label) + fields.compactMap(\.hint)
                    for field in fields { if case .choices(let choices) = field.entry { labels += choices } }
                case .list(let columns, _): labels += columns.map(\.label)
                case .text(let texts): labels += texts
                }
            }
            // A word that is missing is its key, in Latin letters and without English.
            for label in labels {
                #expect(!label.english.isEmpty && label.chinese.utf8.allSatisfy { $0 < 0x80 } == false, "\(label)")
            }
        }
        #expect(words["no-such-word"] == Label("no-such-word", ""))
        #expect(words.labels.values.allSatisfy { $0.chinese.isEmpty == $0.english.isEmpty })
    }

    @Test(arguments: [1, 2, 20, 24, 25, 26, 27, 80])
    func `a list of any length keeps its heading on every page`(count: Int) throws {
        let columns = [PaperForm.Column(Label("姓名", "Name"), share: 2), .init(Label("國籍", "Nationality"), share: 1)]
        let document = try PaperFormDocument.pdf(form([.list(columns, rows: count)]), createdAt: 0)
        LayoutTests.check(document, page: PaperDocument.page, "\(count) rows")
        let texts = document.report.texts
        for number in 1...count { #expect(texts.contains { $0.text == "\(number)" }) }
        let pages = try #require(texts.map(\.page).max()) + 1
        for page in 0..<pages { #expect(texts.contains { $0.page == page && $0.text == "姓名" }) }
        #expect(texts.count { $0.text == "姓名" } == pages)
    }

    @Test func `a row that does not fit begins the next page, with its title`() throws {
        let field = PaperForm.Field(Label("說明", "Text"), .lines(20))
        let long = PaperForm.Field(Label("其他", "Other"), .lines(20))
        let sections = [[PaperForm.Row.fields([field])], [.fields([long])]].map {
            PaperForm.Section(Label("段", "Part"), $0)
        }
        let form = PaperForm(
            issuerName: "", title: Label("表", "Form"), code: "", introduction: [], sections: sections)
        let texts = try PaperFormDocument.pdf(form, createdAt: 0).report.texts
        #expect(texts.filter { $0.text == "段\u{3000}Part" }.map(\.page) == [0, 1])
        #expect(texts.first { $0.text == "其他" }?.page == 1)
    }

    @Test(arguments: [40, 100_000])
    func `a row taller than a page is refused`(lines: Int) {
        let error = #expect(throws: RenderError.self) {
            try PaperFormDocument.pdf(
                form([.fields([PaperForm.Field(Label("說明", "Text"), .lines(lines))])]), createdAt: 0)
        }
        #expect(error?.code == .doesNotFit)
    }

    @Test(arguments: [-1, 0, 1, 8, 10, 11, 30, 200])
    func `boxes go over as many rows as they need`(count: Int) throws {
        let field = PaperForm.Field(Label("號碼", "Number"), .boxes(count))
        LayoutTests.check(
            try PaperFormDocument.pdf(form([.fields([field, field]), .fields([field])]), createdAt: 0),
            page: PaperDocument.page, "\(count)")
    }

    @Test(arguments: [1, 5, 50])
    func `labels of any length are printed in full or refused`(factor: Int) throws {
        let label = Label(String(repeating: "很長的欄位", count: factor), String(repeating: "A long label ", count: factor))
        let rows: [PaperForm.Row] = [
            .fields([
                .init(label, hint: label, .lines(1)), .init(label, .date), .init(label, .choices([label, label])),
            ]),
            .list([.init(label, share: 1), .init(label, share: 9)], rows: 2), .text([label]), .fields([]),
        ]
        do {
            let document = try PaperFormDocument.pdf(form(rows, title: label), createdAt: 0)
            LayoutTests.check(document, page: PaperDocument.page, "times \(factor)")
            #expect(document.report.texts.count { $0.text == label.chinese } >= 7)
        } catch {
            #expect(error.code == .doesNotFit && factor > 5)
        }
    }
}
