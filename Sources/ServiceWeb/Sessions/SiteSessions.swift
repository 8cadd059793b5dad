import HTTPTypes
import Hummingbird
import Register
import StrictJSON

/// Gives every request of the site its ``SiteSession``, and the browser what came of it: also where the answer is an error, so that
/// a session that went on under another token is not lost.
struct SiteSessions: RouterMiddleware {
    let register: Register
    let random: RandomSource
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let session = SiteSession(
            register: register, random: random, now: now(),
            token: CookieFields.value(of: SiteCookie.session, in: request.headers).flatMap(SessionToken.init(text:)),
            guest: CookieFields.value(of: SiteCookie.form, in: request.headers).flatMap(Self.guest))
        var context = context
        context.siteSession = session
        var response = try await next(request, context)
        // With `no-referrer`, as elsewhere, a browser names no origin with a form (Fetch, "append a request Origin header").
        if response.headers[.referrerPolicy] == nil { response.headers[.referrerPolicy] = "same-origin" }
        let cookies = session.cookies
        if !cookies.isEmpty {
            for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
            response.headers[.cacheControl] = "no-store"
        }
        return response
    }

    private static func guest(_ text: String) -> [UInt8]? {
        guard let bytes = Base64URL.decode(Array(text.utf8)), bytes.count == SessionToken.byteCount else { return nil }
        return bytes
    }
}
