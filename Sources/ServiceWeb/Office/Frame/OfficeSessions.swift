import HTTPTypes
import Hummingbird
import Register
import StrictJSON

/// Gives every request of the back office its ``OfficeSession``, keeps what changes something to forms of our own pages, and keeps
/// everything out of caches.
struct OfficeSessions: RouterMiddleware {
    let desk: OfficeDesk

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .get || FormGuard.isOwn(request.headers, host: request.head.authority) else {
            throw Problem.refusedForm
        }
        let session = OfficeSession(
            register: desk.register, random: desk.random, now: desk.now(),
            token: CookieFields.value(of: OfficeSession.cookie, in: request.headers).flatMap(SessionToken.init(text:)),
            guest: CookieFields.value(of: OfficeSession.guestCookie, in: request.headers).flatMap(Self.guest))
        var context = context
        context.officeSession = session
        var response = try await next(request, context)
        for cookie in session.cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        response.headers[.cacheControl] = "no-store"
        response.headers[.referrerPolicy] = "same-origin"
        return response
    }

    private static func guest(_ text: String) -> [UInt8]? {
        guard let bytes = Base64URL.decode(Array(text.utf8)), bytes.count == SessionToken.byteCount else { return nil }
        return bytes
    }
}
