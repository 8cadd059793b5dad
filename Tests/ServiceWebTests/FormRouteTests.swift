import Foundation
import Hummingbird
import Logging
import Mail
import Register
import ServiceScenes
import ServiceWeb
import Testing

@Suite("Forms of the public pages")
struct FormRouteTests {
    private static let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Browser/forms.txt")

    @Test("Every one stands in the list by which hostile input is tried, in every language")
    func list() async throws {
        let scene = try await WebScene()
        let listed = Set(try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n").map(String.init))
        let routes = WebService(
            register: scene.register, repository: scene.scene.repository, site: scene.site,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { WebScene.now }
        ).router.routes
        let languages = Set(SiteLanguage.allCases.map(\.rawValue))
        var taken: [String: Set<String>] = [:]
        for route in routes where route.method == .post {
            let parts = route.path.description.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, languages.contains(parts[0]) else { continue }
            taken[parts[0], default: []].insert(parts[1])
        }
        #expect(Set(taken.keys) == languages)
        for (language, paths) in taken {
            #expect(paths.subtracting(listed).sorted() == [], "\(language): not in forms.txt")
            #expect(listed.subtracting(paths).sorted() == [], "\(language): taken no more")
        }
    }
}
