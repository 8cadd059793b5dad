internal import TrustUpdates
internal import WebClient

/// A connection that is kept, with its failures as those of a file that did not come.
struct HTTPConnection: Sendable {
    private let connection: WebConnection

    init(timing: HTTPTiming) { connection = WebConnection(timing: timing) }

    /// - Parameter limit: the most bytes of a reply.
    /// - Throws: `FetchError.failed` when there was no reply.
    func perform(_ request: HTTPRequest, limit: Int) async throws(FetchError) -> HTTPReply {
        try await perform(request, into: HTTPTransfer(limit: limit))
    }

    /// The same, with what came kept also when the reply broke off.
    @inline(never)
    func perform(_ request: HTTPRequest, into transfer: HTTPTransfer) async throws(FetchError) -> HTTPReply {
        do throws(WebFailure) {
            return try await connection.perform(request, into: transfer)
        } catch {
            throw .failed(error.description)
        }
    }
}
