import HTTPTypes
package import Hummingbird
import Logging

/// Keeps what changes something to forms of our own pages.
///
/// Where it comes from is looked at here; the form's token is looked at by whoever reads the form (``SiteForm``), and a route that
/// forgot to is an error at its first use, not a hole. One that reads no form and does nothing says so (``PageContext/turnAway(to:)``).
package struct FormGuard: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head else { return try await next(request, context) }
        guard Self.isOwn(request.headers, host: request.head.authority) else { throw Problem.refusedForm }
        let response = try await next(request, context)
        let session = context.siteSession
        guard response.status.code >= 400 || session?.isFormChecked == true || session?.isTurnedAway == true else {
            context.logger.critical("\(context.endpointPath ?? "a route") took a form without looking at its token")
            throw Problem.internalError
        }
        return response
    }

    /// Whether a browser says that one of our own pages sends this. `Sec-Fetch-Site` is what no page can set; `Origin` is from
    /// browsers that do not know that yet. One that says neither is none that people use.
    static func isOwn(_ headers: HTTPFields, host: String?) -> Bool {
        let (site, origin) = (headers[.secFetchSite], headers[.origin])
        guard site != nil || origin != nil else { return false }
        if let site, site != "same-origin" { return false }
        guard let origin else { return true }
        guard let host = host?.lowercased(), !host.isEmpty else { return false }
        // In the clear only on this machine: over a network anybody can be http://…
        return origin.lowercased() == "https://" + host
            || origin.lowercased() == "http://" + host && LocalGuard.isLocal(host)
    }
}

extension Problem {
    /// A form that did not come from a page of ours that is still good. The page that shows it says what to do.
    static let refusedForm = Problem(
        .forbidden, "refused-form", "the form is not from a page of this site, or was open too long")
}
