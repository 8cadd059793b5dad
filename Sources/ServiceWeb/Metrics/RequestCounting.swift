import HTTPTypes
import Hummingbird

/// Counts every request, whatever comes of it.
struct RequestCounting<Context: RequestContext>: RouterMiddleware {
    let figures: RequestFigures

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        figures.began()
        let part = RouteClass.name(ofPattern: context.endpointPath)
        do {
            let response = try await next(request, context)
            figures.ended(
                part, method: request.method.rawValue, status: response.status.code,
                seconds: (ContinuousClock.now - started) / .seconds(1))
            return response
        } catch {
            let status = (error as? any HTTPResponseError)?.status.code ?? 500
            figures.ended(
                part, method: request.method.rawValue, status: status,
                seconds: (ContinuousClock.now - started) / .seconds(1))
            throw error
        }
    }
}
