import Foundation
import OpenData
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("The site's words")
struct SiteWordsTests {
    private static let repository = SceneRegister.seeds(file: #filePath) + "/../web/site"

    /// A copy of the site in a folder of its own.
    private func copy(_ change: (URL) throws -> Void) throws -> String {
        let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "site-" + UUID().uuidString)
        try FileManager.default.copyItem(atPath: Self.repository, toPath: folder.path)
        try change(folder)
        return folder.path
    }

    private func replace(_ text: String, with other: String, in file: URL) throws {
        let old = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        try #require(old.contains(text))
        try Data(old.replacing(text, with: other).utf8).write(to: file)
    }

    /// What loading a copy that was changed says.
    private func sentence(_ change: (URL) throws -> Void) throws -> String? {
        let folder = try copy(change)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            _ = try Site(folder: folder)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("are there in every language, with equal keys and placeholders: else nothing starts")
    func whole() throws {
        #expect(try sentence { _ in } == nil)
        let french = try sentence { try FileManager.default.removeItem(at: $0.appending(path: "words/vi.json")) }
        #expect(try #require(french).contains("words/vi.json"))
        let missing = try sentence {
            try replace("\"anchor-top\":", with: "\"anchor-topp\":", in: $0.appending(path: "words/th.json"))
        }
        #expect(missing == "the site's words/th.json: has no site.anchor-top")
        let placeholder = try sentence {
            try replace("{seconds}", with: "{minutes}", in: $0.appending(path: "words/id.json"))
        }
        #expect(placeholder?.contains("words/id.json: problem.too-many-advice has other {placeholders}") ?? false)
    }

    @Test(
        "are words: no markup, nothing empty, no brace that opens nothing",
        arguments: [
            ("Skip to <b>main</b>", "holds markup"), ("", "is empty"), ("  ", "is empty"), ("{{title}}", "brace"),
            ("a { b", "brace"), ("a } b", "brace"), ("{a b}", "no name"), ("[[site.menu]]", "holds markup"),
        ])
    func words(text: String, problem: String) throws {
        let found = try sentence {
            try replace("Skip to main content", with: text, in: $0.appending(path: "words/en.json"))
        }
        #expect(try #require(found).contains(problem))
    }

    @Test("Every language has words of its own: little is left in another's")
    func translated() throws {
        let site = try Site(folder: Self.repository)
        let chinese = site.words(.zhHant)
        for language in SiteLanguage.allCases where language != .zhHant {
            let words = site.words(language)
            for path in chinese.paths {
                // The word for a language, which whoever reads Chinese looks for, and the name of an arrangement.
                let text = words[path].replacing("語言", with: "").replacing("靠行", with: "")
                let hasChinese = text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
                #expect(!hasChinese, "\(language.rawValue) \(path): \(text)")
            }
        }
        let english = site.words(.en)
        for language in SiteLanguage.allCases where language != .en {
            let words = site.words(language)
            let same = chinese.paths.filter { words[$0] == english[$0] && english[$0].utf8.count > 24 }
            #expect(same.isEmpty, "\(language.rawValue) is English at \(same)")
        }
    }

    @Test(
        "A template that asks for what is not there, or goes around escaping, stops the start",
        arguments: [
            ("[[home.nothing]]", "home.nothing"), ("[[asset:none.js]]", "none.js"), ("{{>none}}", "none"),
            ("{{{title}}}", "escapes nothing"), ("{{&title}}", "escapes nothing"), ("{{#open}}", "never ends open"),
            ("{{/open}}", "did not begin"),
            ("{{=<% %>=}}", "how tags are read"), ("[[home.title", "[[ without ]]"), ("{{title", "faq"),
        ])
    func template(text: String, problem: String) throws {
        let found = try sentence { folder in
            let file = folder.appending(path: "templates/faq.mustache")
            try Data((String(decoding: try Data(contentsOf: file), as: UTF8.self) + text).utf8).write(to: file)
        }
        #expect(try #require(found).contains(problem))
    }

    @Test("A file that has no place there, and an asset that asks for itself, stop the start")
    func folders() throws {
        let other = try sentence { try Data().write(to: $0.appending(path: "templates/notes.txt")) }
        #expect(other == "the site's templates/notes.txt: is no .mustache file")
        let loop = try sentence {
            try Data("import \"[[asset:b.js]]\"".utf8).write(to: $0.appending(path: "assets/a.js"))
            try Data("import \"[[asset:a.js]]\"".utf8).write(to: $0.appending(path: "assets/b.js"))
        }
        #expect(loop?.contains("asks for itself") ?? false)
        let kind = try sentence { try Data("x".utf8).write(to: $0.appending(path: "assets/a.exe")) }
        #expect(kind?.contains("is of no kind") ?? false)
    }

    @Test("Values stand where the braces are, and what nobody has written stands out")
    func values() throws {
        let words = try Site(folder: Self.repository).words(.en)
        #expect(words["site.step-of", ["number": "3", "count": "8"]] == "Step 3 of 8")
        #expect(words["site.step-of", ["number": "{count}", "count": "8"]] == "Step {count} of 8")
        #expect(words["site.step-of", ["count": "8"]] == "Step {number} of 8")
        #expect(words["no.such"] == "⟦no.such⟧")
        #expect(words.find("no.such") == nil)
    }

    @Test("Titles of the figures are the same in the files for download and on the pages, and translated")
    func figures() throws {
        let site = try Site(folder: Self.repository)
        let titles =
            Dataset.all.map { ("figures.dataset-\($0.id)", $0.title) }
            + DataResource.all.map { ("figures.table-\($0.id)", $0.title) }
        for (key, title) in titles {
            #expect(site.words(.zhHant).find(key) == title.chinese, "\(key)")
            #expect(site.words(.en).find(key) == title.english, "\(key)")
            for language in SiteLanguage.allCases where language != .en {
                #expect(site.words(language).find(key) != title.english, "\(key) \(language)")
            }
        }
        let period = try #require(Quarter(text: "2026Q1"))
        let release = DataRelease(period: period, revision: 1, madeAt: 0, reason: DataText("", ""), tables: [:])
        let plan = ServicePlan(applications: [], source: DataText("", ""), calls: [])
        for measure in try #require(ServiceReport(period, releases: [release], plan: plan)).measures {
            let key = "figures.measure-\(measure.id)"
            #expect(site.words(.zhHant).find(key) == measure.title.chinese, "\(key)")
            #expect(site.words(.en).find(key) == measure.title.english, "\(key)")
        }
    }
}
