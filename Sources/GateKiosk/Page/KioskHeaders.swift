import HTTPTypes
import Hummingbird

/// What every answer of the kiosk says to the browser: nothing from elsewhere, nothing kept.
struct KioskHeaders<Context: RequestContext>: RouterMiddleware {
    private static var fields: [(HTTPField.Name, String)] {
        [
            (.contentSecurityPolicy, "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
            (.xContentTypeOptions, "nosniff"), (.cacheControl, "no-store"),
            (referrerPolicy, "no-referrer"), (resourcePolicy, "same-origin"),
        ]
    }

    private static var referrerPolicy: HTTPField.Name { HTTPField.Name("Referrer-Policy").unsafelyUnwrapped }
    private static var resourcePolicy: HTTPField.Name {
        HTTPField.Name("Cross-Origin-Resource-Policy").unsafelyUnwrapped
    }

    @concurrent
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as HTTPError {
            response = Response(status: error.status)
        } catch let error as KioskProblem {
            response = error.response
        }
        for (name, value) in Self.fields { response.headers[name] = value }
        return response
    }
}
