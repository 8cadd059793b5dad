import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import PassFormat
import Register
import Synchronization
import Testing

/// A browser at the pages of companies: its cookies, and the page that it was shown last.
final class CompanyBrowser: Sendable {
    private struct State {
        var jar: [String: String] = [:]
        var page = ""
        var urls: [String] = []
        var cleared: String?
    }

    private let client: any TestClientProtocol
    private let language: SiteLanguage
    private let state = Mutex(State())

    private let agent: String

    init(_ client: any TestClientProtocol, _ language: SiteLanguage = .en, agent: String = "test") {
        self.client = client
        self.language = language
        self.agent = agent
    }

    /// Every address that was asked for.
    var addresses: [String] { state.withLock { $0.urls } }
    /// What the browser was told to forget, last.
    var cleared: String? { state.withLock { $0.cleared } }
    /// The page that was shown last.
    var page: String { state.withLock { $0.page } }

    private func headers() -> HTTPFields {
        let jar = state.withLock { $0.jar }
        var headers: HTTPFields = [.origin: "http://localhost", .userAgent: agent]
        if let site = HTTPField.Name("Sec-Fetch-Site") { headers[site] = "same-origin" }
        let field = jar.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !field.isEmpty { headers[.cookie] = field }
        return headers
    }

    private func keep(_ answer: TestResponse, _ path: String) {
        state.withLock { state in
            state.urls.append(path)
            if let name = HTTPField.Name("Clear-Site-Data"), let told = answer.headers[name] { state.cleared = told }
            for field in answer.headers[values: .setCookie] {
                let pair = (field.components(separatedBy: "; ").first ?? "").split(
                    separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard pair.count == 2 else { continue }
                state.jar[String(pair[0])] = field.contains("Max-Age=0") ? nil : String(pair[1])
            }
            if answer.status.kind != .redirection { state.page = answer.text }
        }
    }

    func address(_ path: String) -> String { path.hasPrefix("/") ? path : "/\(language.rawValue)/\(path)" }

    /// Follows redirections, as a browser does.
    @discardableResult
    func get(_ path: String) async throws -> TestResponse {
        var path = address(path)
        for _ in 0..<6 {
            let answer = try await client.get(path, headers())
            keep(answer, path)
            guard answer.status.kind == .redirection, let next = answer.headers[.location] else { return answer }
            path = next
        }
        throw Lost()
    }

    struct Lost: Error {}

    /// The token of the page that is shown.
    private func token() throws -> String {
        let parts = page.components(separatedBy: "name=\"csrf\" value=\"")
        return String(try #require(parts.dropFirst().first, "no form on this page").prefix { $0 != "\"" })
    }

    /// Sends a form of the page that is shown, and follows where it leads.
    @discardableResult
    func send(_ path: String, _ fields: [(String, String)] = []) async throws -> TestResponse {
        let path = address(path)
        let answer = try await client.send(
            Form(fields: [("csrf", try token())] + fields), to: path, headers())
        keep(answer, path)
        guard answer.status.kind == .redirection, let next = answer.headers[.location] else { return answer }
        return try await get(next)
    }

    /// The same with a file.
    @discardableResult
    func send(
        _ path: String, _ fields: [(String, String)] = [], file: [UInt8], as name: String
    ) async throws -> TestResponse {
        let path = address(path)
        var body: [UInt8] = []
        for (field, value) in [("csrf", try token())] + fields {
            body += Array(
                "--\(MultipartForm.boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n"
                    .utf8)
        }
        body += Array(
            "--\(MultipartForm.boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"x.csv\"\r\n\r\n"
                .utf8)
        body += file + Array("\r\n--\(MultipartForm.boundary)--\r\n".utf8)
        let answer = try await client.post(path, type: MultipartForm.type, body, headers())
        keep(answer, path)
        guard answer.status.kind == .redirection, let next = answer.headers[.location] else { return answer }
        return try await get(next)
    }

    /// A hidden field of the page that is shown.
    func hidden(_ name: String) throws -> String {
        let parts = page.components(separatedBy: "name=\"\(name)\" value=\"")
        return String(try #require(parts.dropFirst().first).prefix { $0 != "\"" })
    }

    /// What a form of its own has against forms of other pages: without a token nothing is taken.
    func forged(_ path: String, _ fields: [(String, String)]) async throws -> HTTPResponse.Status {
        try await client.send(Form(fields: fields), to: address(path), headers()).status
    }
}
