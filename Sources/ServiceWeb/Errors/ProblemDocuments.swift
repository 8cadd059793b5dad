import Hummingbird
import Logging

/// Turns every error into a problem document. An error that nobody thought of says nothing of itself to the client, and
/// everything to the log.
struct ProblemDocuments<Context: RequestContext>: RouterMiddleware {
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            let (problem, isLogged) = Problem.problem(for: error)
            if isLogged {
                // The path without its query, which may say who asked for what.
                context.logger.error(
                    "\(request.method) \(request.uri.path) failed: \(String(describing: error).prefix(500))")
            }
            return problem.response
        }
    }
}
