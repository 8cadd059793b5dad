import HTTPTypes
package import Hummingbird

/// Headers that every answer of the service has.
///
/// A page that needs more than nothing sets its own `Content-Security-Policy`; whatever else comes out of here runs nothing and
/// is framed by nobody. Browsers heed `Strict-Transport-Security` over TLS only (RFC 6797 section 8.1): the proxy passes it on, and a
/// service in development on loopback is not bound by it.
package struct ResponseHeaders<Context: RequestContext>: RouterMiddleware {
    /// Two years.
    private static var transportSecurity: String { "max-age=63072000; includeSubDomains" }
    private static var policy: String {
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    }

    package init() {}

    package func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.transportSecurity] = Self.transportSecurity
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = Self.policy
        }
        if response.headers[.referrerPolicy] == nil { response.headers[.referrerPolicy] = "no-referrer" }
        response.headers[.frameOptions] = "DENY"
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return response
    }
}
