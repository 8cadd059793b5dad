import Foundation
import ServiceWeb
import Testing

@Suite("The files of the page of a pass")
struct PassSiteTests {
    private let folder = NSTemporaryDirectory() + "site-" + UUID().uuidString

    init() throws { try FileManager.default.copyItem(atPath: PassSite.folder, toPath: folder) }

    private func change(_ file: String, _ change: (String) -> String) throws {
        let path = "\(folder)/\(file)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let changed = change(text)
        #expect(changed != text)
        try changed.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private func problem() -> String? {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            _ = try PassSite(folder: folder, site: Site(folder: folder), encoder: nil)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test("are good as they are")
    func good() { #expect(problem() == nil) }

    @Test("are refused where a language lacks a word, or a word its place for a value", arguments: ["en", "th", "fil"])
    func words(language: String) throws {
        try change("words/\(language).json") { $0.replacing("\"kept\":", with: "\"keep-it\":") }
        #expect(problem()?.contains(language) == true)
    }

    @Test("are refused where a word has another place for a value than in the other languages")
    func placeholders() throws {
        try change("words/vi.json") { $0.replacing("{count} giây", with: "giây") }
        #expect(problem()?.contains("vi.json") == true)
    }

    @Test("are refused where the template names what nothing is known of")
    func names() throws {
        try change("pass/pass.mustache") { $0.replacing("{{validity}}", with: "{{valdity}}") }
        #expect(problem()?.contains("valdity") == true)
    }

    @Test(
        "are refused where the template is not whole",
        arguments: [
            ("{{/good}}", ""), ("{{#photo}}", "{{/photo}}"), ("{{validity}}", "{{validity"),
            ("{{words.valid}}", "{{words.vald}}"),
        ])
    func template(old: String, new: String) throws {
        try change("pass/pass.mustache") { $0.replacing(old, with: new, maxReplacements: 1) }
        #expect(problem() != nil)
    }

    @Test("are refused where a script is missing")
    func scripts() throws {
        try FileManager.default.removeItem(atPath: folder + "/pass/assets/worker.js")
        #expect(problem()?.contains("pass/assets") == true)
    }
}
