import HTTPTypes
import Hummingbird
import Logging

/// Notes in the log what was turned away: who may not, a form of nobody's page, too many, too much.
///
/// The route's pattern and not the path, which may say who asked for what. Some a minute: whoever is turned away a thousand times
/// has not filled the log, and the figures count all of them (``RequestCounting``).
struct RefusalLog: RouterMiddleware {
    private static let statuses: Set<Int> = [401, 403, 413, 429]
    private let limiter = RateLimiter(burst: 10, interval: .seconds(30))

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let response = try await next(request, context)
        if Self.statuses.contains(response.status.code), limiter.take("all", at: .now) == nil {
            context.logger.warning(
                "\(request.method) \(context.endpointPath ?? "of no route") was refused with \(response.status.code) to \(context.client)"
            )
        }
        return response
    }
}
