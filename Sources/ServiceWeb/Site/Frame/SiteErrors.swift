import HTTPTypes
import Hummingbird
import Logging
import Register

/// What people see where there is nothing, or where something broke: a page in their language. Programs are told in a problem
/// document, by ``ProblemDocuments`` around this.
struct SiteErrors: RouterMiddleware {
    /// First parts of addresses that only programs ask for.
    private static let forPrograms: Set<Substring> = ["api", "tuf", "healthz", "assets", "pay"]

    let site: Site

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            guard let language = Self.language(for: request) else { throw error }
            let (problem, isLogged) = Problem.problem(for: error)
            if isLogged {
                // The route and not the path, which may say who asked for what.
                context.logger.error(
                    "\(request.method) \(context.endpointPath ?? "a page") failed: \(String(describing: error).prefix(500))"
                )
            }
            let page = PageContext(site: site, language: language, request: request, context: context)
            let isRead = request.method == .get || request.method == .head
            if problem.status == .notFound, isRead, PendingPages.paths.contains(page.path) {
                return PendingPages.page(in: page)
            }
            return Self.page(problem, in: page)
        }
    }

    /// Nil for what a program asked for.
    private static func language(for request: Request) -> SiteLanguage? {
        let first = request.uri.path.split(separator: "/", maxSplits: 1).first ?? ""
        if let language = SiteLanguage(rawValue: String(first)) { return language }
        guard !forPrograms.contains(first), request.method == .get,
            request.headers[.accept]?.contains("text/html") ?? false
        else { return nil }
        return LanguageChoice.language(for: request)
    }

    static func page(_ problem: Problem, in page: PageContext) -> Response {
        let kind =
            switch problem.status {
            case .forbidden where problem == .refusedForm: "stale"
            case .notFound: "not-found"
            case .tooManyRequests: "too-many"
            case .contentTooLarge: "too-large"
            case let status where status.kind == .clientError: "refused"
            default: "broken"
            }
        var content = SitePage("problem", title: page.words["problem.\(kind)"])
        content.status = problem.status
        content.isError = true
        let seconds = problem.retryAfter.map { String($0) }
        content.values = [
            "advice": page.words["problem.\(kind)-advice", ["seconds": seconds ?? "60"]],
            "isMissing": problem.status == .notFound,
        ]
        if let seconds { content.headers[.retryAfter] = seconds }
        return page.response(content)
    }
}
