import Hummingbird

/// Gives a request the client that the proxy named for its connection. It is never at this machine: the proxy speaks for others.
struct ProxiedRequests: RouterMiddleware {
    typealias Context = ServiceContext

    let clients: ProxiedClients

    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        guard let client = clients.client(of: context.connection) else { return try await next(request, context) }
        var context = context
        context.client = client
        context.isFromThisMachine = false
        return try await next(request, context)
    }
}
