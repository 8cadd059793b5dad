import ServiceWeb
import Testing

@Suite("Templates")
struct PageTemplateTests {
    private func page(_ template: String, _ values: [String: Any], parts: [String: String] = [:]) throws -> String {
        let parts = try parts.mapValues { try PageTemplate($0) }
        let bytes = PageWriter.bytes(of: try PageTemplate(template), .any(values), parts: parts, capacity: 64)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("fill in what they name, escaped, and nothing where there is nothing")
    func values() throws {
        #expect(try page("a{{x}}b", ["x": "<\"王\">"]) == "a&lt;&quot;王&quot;&gt;b")
        #expect(try page("a{{x}}b", [:]) == "ab")
        #expect(try page("{{n}}{{ m }}", ["n": 7, "m": Int64(8)]) == "78")
        let some: String? = "x"
        let none: String? = nil
        #expect(try page("[{{a}}{{b}}]", ["a": some as Any, "b": none as Any]) == "[x]")
    }

    @Test("never take a text for markup, nor markup for a text")
    func markup() throws {
        let markup = PageMarkup(bytes: Array("<b>".utf8))
        #expect(try page("{{{x}}}", ["x": "<script>"]) == "")
        #expect(try page("{{{x}}}", ["x": markup]) == "<b>")
        #expect(try page("{{x}}", ["x": markup]) == "")
    }

    @Test("show a section for what there is, and its opposite for what there is not")
    func sections() throws {
        let template = "{{#x}}yes{{/x}}{{^x}}no{{/x}}"
        for (value, shown) in [
            (true, true), (false, false), ("a", true), ("", false), ([["a": "b"]], true),
            ([[String: Any]](), false), (["a": "b"], true),
        ] as [(Any, Bool)] {
            #expect(try page(template, ["x": value]) == (shown ? "yes" : "no"), "\(value)")
        }
        #expect(try page(template, [:]) == "no")
        #expect(try page("{{#x}}({{.}}{{y}}){{/x}}", ["x": "<", "y": "z"]) == "(&lt;z)")
    }

    @Test("go through lists, where what is within hides what is around, until the list is over")
    func lists() throws {
        let values: [String: Any] = ["name": "all", "rows": [["name": "one"], ["other": "two"]], "texts": ["a", "<"]]
        #expect(try page("{{#rows}}({{name}}{{other}}){{/rows}}{{name}}", values) == "(one)(alltwo)all")
        #expect(try page("{{#texts}}{{.}};{{/texts}}", values) == "a;&lt;;")
        let nested: [String: Any] = ["rows": [["inner": [["x": "1"], ["x": "2"]]], ["inner": [[String: Any]]()]]]
        #expect(try page("{{#rows}}[{{#inner}}{{x}}{{/inner}}]{{/rows}}", nested) == "[12][]")
    }

    @Test("are made of parts, also of one that a value names")
    func parts() throws {
        let parts = ["one": "1{{x}}", "two": "2{{>one}}"]
        #expect(try page("{{>two}}|{{>*body}}", ["x": "y", "body": "one"], parts: parts) == "21y|1y")
    }

    @Test("leave no line where a tag stood alone on it")
    func lines() throws {
        #expect(try page("a\n{{#x}}\nb\n{{/x}}\nc", ["x": true]) == "a\nb\nc")
        #expect(try page("a {{#x}}b{{/x}}\nc", ["x": true]) == "a b\nc")
    }

    @Test(
        "are refused when they begin what they do not end, or the other way round",
        arguments: ["{{#a}}", "{{/a}}", "{{#a}}{{/b}}", "{{#a}}{{#b}}{{/a}}{{/b}}", "{{a", "{{{a}}"])
    func broken(template: String) {
        #expect(throws: SiteFilesError.self) { try PageTemplate(template) }
    }
}
