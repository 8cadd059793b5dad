import HTTPTypes
import Hummingbird

/// Lets in only what addresses the kiosk as loopback, and of other pages nothing at all: the defence against a page of the
/// world whose name was made to point here (DNS rebinding), and against one that sends forms here.
struct LoopbackOnly<Context: RequestContext>: RouterMiddleware {
    private static var names: [Substring] { ["127.0.0.1", "localhost", "[::1]"] }

    @concurrent
    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let authority = request.head.authority, Self.isLoopback(authority[...]) else {
            throw HTTPError(.misdirectedRequest)
        }
        if let origin = request.headers[.origin] {
            guard origin == "http://\(authority)" else { throw HTTPError(.forbidden) }
        } else if request.method != .get && request.method != .head {
            throw HTTPError(.forbidden)
        }
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" {
            throw HTTPError(.forbidden)
        }
        return try await next(request, context)
    }

    static func isLoopback(_ authority: Substring) -> Bool {
        for name in names where authority.hasPrefix(name) {
            let rest = authority.dropFirst(name.count)
            if rest.isEmpty { return true }
            return rest.first == ":" && rest.count > 1 && rest.dropFirst().allSatisfy { $0.isASCII && $0.isNumber }
        }
        return false
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site").unsafelyUnwrapped
}
