import HTTPTypes
import Hummingbird

/// Lets only a browser on this machine, at an address of this machine, to the pages of development; to all others there is nothing.
///
/// The peer's address keeps other machines out, the name in `Host` a page whose name was made to lead here (DNS rebinding), and
/// `Origin` a form of another site. A request that a proxy passed on is from another machine, whatever its peer.
struct LocalGuard: RouterMiddleware {
    private static let names: Set<String> = ["localhost", "127.0.0.1", "[::1]"]
    private static let passedOn = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via"].compactMap {
        HTTPField.Name($0)
    }

    /// Whether a form must come from a page of ours.
    var checksOrigin = true

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        guard Self.admits(request, context, checksOrigin: checksOrigin) else { throw Problem.notFound }
        var response = try await next(request, context)
        // With `no-referrer`, as elsewhere, a browser names no origin with a form (Fetch, "append a request Origin header").
        response.headers[.referrerPolicy] = "same-origin"
        return response
    }

    static func admits(_ request: Request, _ context: ServiceContext, checksOrigin: Bool = true) -> Bool {
        guard context.isFromThisMachine, let host = request.head.authority, isLocal(host),
            !passedOn.contains(where: { request.headers[$0] != nil })
        else { return false }
        return !checksOrigin || request.method == .get || request.headers[.origin] == "http://" + host
    }

    /// Whether a `Host` names this machine, with any port.
    static func isLocal(_ host: String) -> Bool {
        if names.contains(host) { return true }
        guard let colon = host.lastIndex(of: ":") else { return false }
        let port = host[host.index(after: colon)...]
        return names.contains(String(host[..<colon])) && UInt16(port) != nil
            && port.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
