import Foundation
import ServiceScenes
import Testing

/// What the scripts of all pages do without, read in their text: what is not there needs no care.
@Suite("Scripts of our pages")
struct ScriptTests {
    private static let web = SceneRegister.seeds(file: #filePath) + "/../web"

    private static func scripts() throws -> [(name: String, text: String)] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: web).filter { $0.hasSuffix(".js") }.sorted()
        try #require(names.count > 20)
        return try names.map { ($0, try String(contentsOfFile: "\(web)/\($0)", encoding: .utf8)) }
    }

    @Test("show text as text, run no text, and take messages of no other page")
    func text() throws {
        for (name, text) in try Self.scripts() {
            for sign in [
                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "createContextualFragment", "srcdoc",
                "eval(", "new Function", "setTimeout(\"", "setTimeout('", "setInterval(\"", "setInterval('",
                "postMessage", "\"message\"", "'message'", "__proto__", "document.cookie", "javascript:",
            ] {
                #expect(!text.contains(sign), "\(name) has \(sign)")
            }
        }
    }

    @Test("load nothing from elsewhere")
    func addresses() throws {
        for (name, text) in try Self.scripts() {
            for sign in ["http://", "https://", "//cdn", "importScripts"] {
                #expect(!text.contains(sign), "\(name) has \(sign)")
            }
        }
    }
}
