internal import Dispatch
internal import Synchronization

/// A connection that is kept, and used for one request after the other. Transfers block, so they run on a queue of their own
/// and never on a thread that other tasks wait for.
package final class WebConnection: Sendable {
    private let timing: HTTPTiming
    private let identity: ClientIdentity?
    private let queue = DispatchQueue(label: "portpass.http")
    private let handle = Mutex<EasyHandle?>(nil)

    /// - Parameter identity: with one, nothing but HTTPS is spoken, past no proxy.
    package init(timing: HTTPTiming, identity: ClientIdentity? = nil) {
        self.timing = timing
        self.identity = identity
    }

    /// - Parameter limit: the most bytes of a reply.
    /// - Throws: ``WebFailure`` when there was no reply.
    package func perform(_ request: HTTPRequest, limit: Int) async throws(WebFailure) -> HTTPReply {
        try await perform(request, into: HTTPTransfer(limit: limit))
    }

    /// The same, with what came kept also when the reply broke off.
    @inline(never)
    package func perform(_ request: HTTPRequest, into transfer: HTTPTransfer) async throws(WebFailure) -> HTTPReply {
        let (timing, identity) = (timing, identity)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<HTTPReply, WebFailure>, Never>) in
                queue.async { [self] in
                    continuation.resume(
                        returning: handle.withLock { handle in
                            if handle == nil { handle = EasyHandle() }
                            return handle?.perform(request, into: transfer, timing, identity)
                                ?? .failure(WebFailure("libcurl could not start"))
                        })
                }
            }
        } onCancel: {
            transfer.cancel()
        }
        return try result.get()
    }
}
