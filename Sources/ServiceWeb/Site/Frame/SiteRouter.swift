import HTTPTypes
import Hummingbird
import Register

/// Adds pages, each at its address in every language.
struct SiteRouter {
    typealias Handler = @Sendable (PageContext) async throws -> Response

    let site: Site
    /// What every request goes through first, such as the session's middleware.
    let group: any RouterMethods<ServiceContext>

    /// - Parameter path: below the language, `guide/fees`; empty for the home page.
    func get(_ path: String, _ handler: @escaping Handler) {
        on(path, .get, handler)
        on(path, .head) { page in
            let response = try await handler(page)
            var headers = response.headers
            if let length = response.body.contentLength { headers[.contentLength] = String(length) }
            return Response(status: response.status, headers: headers, body: ResponseBody())
        }
    }

    func post(_ path: String, _ handler: @escaping Handler) { on(path, .post, handler) }

    private func on(_ path: String, _ method: HTTPRequest.Method, _ handler: @escaping Handler) {
        let site = site
        for language in SiteLanguage.allCases {
            let address = path.isEmpty ? language.rawValue : "\(language.rawValue)/\(path)"
            group.on(RouterPath(address), method: method) { request, context in
                try await handler(
                    PageContext(site: site, language: language, request: request, context: context))
            }
        }
    }
}
