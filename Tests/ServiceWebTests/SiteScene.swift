import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Mail
import NIOCore
import PassFormat
import Register
import ServiceScenes
import ServiceWeb
import StrictJSON
import Synchronization
import Testing

/// A register with its web server and its words, at a time that a test moves.
final class SiteScene: Sendable {
    static let host = "localhost"
    static let origin = "http://localhost"

    let scene: SceneRegister
    let texts: SiteTexts
    let box = DevelopmentBox()
    private let clock = Mutex(SceneRegister.now)
    private let limits: WebLimits
    private let site: Site

    init(limits: WebLimits = WebLimits()) async throws {
        let seeds = SceneRegister.seeds(file: #filePath)
        scene = try await SceneRegister(seeds: seeds)
        site = try WebScene.site.get()
        texts = SiteTexts(site)
        self.limits = limits
    }

    var register: Register { scene.register }
    var now: Int64 { clock.withLock { $0 } }
    func pass(seconds: Int64) { clock.withLock { $0 += seconds } }

    var application: Application<RouterResponder<ServiceContext>> {
        WebService(
            register: register, repository: scene.repository, site: site, limits: limits, messages: box,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { self.now }
        ).application(host: "127.0.0.1", port: 0) { _ in }
    }

    /// Takes the message that waits, as a sender would.
    func takeNotice(_ channel: Contact.Channel = .email) async throws -> Notice? {
        guard let claimed = try await register.claimNotice(channel, now: now) else { return nil }
        try await register.settle(claimed, .sent, now: now)
        return claimed.notice
    }
}

/// A browser: cookies, and the headers that it sends along with a form.
final class Browser: Sendable {
    private let client: any TestClientProtocol
    private let jar = Mutex<[String: String]>([:])

    init(_ client: any TestClientProtocol) { self.client = client }

    var cookies: [String: String] { jar.withLock { $0 } }

    func set(_ name: String, _ value: String?) { jar.withLock { $0[name] = value } }

    private func headers(_ more: HTTPFields) throws -> HTTPFields {
        var headers = more
        let field = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !field.isEmpty, headers[.cookie] == nil { headers[.cookie] = field }
        return headers
    }

    private func keep(_ answer: TestResponse) throws {
        for field in answer.headers[values: .setCookie] {
            let parts = field.components(separatedBy: "; ")
            // Which language was chosen is no secret.
            if parts[0].hasPrefix("__Host-lang=") { continue }
            let pair = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            #expect(
                Set(parts.dropFirst()).isSuperset(of: ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"]), "\(field)")
            #expect(pair[0].hasPrefix("__Host-") && answer.headers[.cacheControl] == "no-store")
            set(String(pair[0]), parts.contains("Max-Age=0") ? nil : String(pair[1]))
        }
    }

    func get(_ path: String, _ more: HTTPFields = [:]) async throws -> TestResponse {
        let answer = try await client.get(path, try headers(more))
        try keep(answer)
        return answer
    }

    func post(_ path: String, _ fields: [(String, String)], _ more: HTTPFields? = nil) async throws -> TestResponse {
        let answer = try await client.send(
            Form(fields: fields), to: path, try headers(more ?? [.origin: SiteScene.origin]))
        try keep(answer)
        return answer
    }
}

extension TestResponse {
    /// The value of a hidden field.
    func hidden(_ name: String) throws -> String {
        let parts = text.components(separatedBy: "name=\"\(name)\" value=\"")
        return String(try #require(parts.dropFirst().first).prefix { $0 != "\"" })
    }
}
