import HTTPTypes
import Hummingbird
import Logging
import Register

/// What the staff see where something is not there, not theirs, or broke.
struct OfficeErrors: RouterMiddleware {
    let desk: OfficeDesk

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as CancellationError {
            throw error
        } catch {
            // Around the sessions there is none: the outer one answers without a frame.
            guard context.officeSession != nil,
                let page = try? await StaffPage(desk: desk, request: request, context: context)
            else { return Problem.problem(for: error).0.response }
            return try Self.page(for: error, in: page)
        }
    }

    private static func page(for error: any Error, in page: StaffPage) throws -> Response {
        let (problem, isLogged) = Problem.problem(for: error)
        if isLogged {
            // The route and not the path, which may say who asked for what.
            page.context.logger.error(
                "\(page.request.method) \(page.context.endpointPath ?? "a page") failed: \(String(describing: error).prefix(500))"
            )
        }
        let kind =
            switch problem.status {
            case .forbidden where problem == .refusedForm: "stale"
            case .forbidden: "not-yours"
            case .notFound: "not-found"
            case .tooManyRequests: "too-many"
            case let status where status.kind == .clientError: "refused"
            default: "broken"
            }
        var view = OfficeView("office-problem", title: page.words["staff.problem-\(kind)"])
        view.status = problem.status
        view.isError = true
        view.values = [
            "advice": page.words["staff.problem-\(kind)-advice"],
            "hasDetail": problem.status.kind == .clientError && problem.status != .notFound && kind == "refused",
            "detail": problem.detail, "home": page.link(""),
        ]
        return try view.response(in: page)
    }
}
