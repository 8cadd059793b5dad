import Logging
import ServiceWeb
import SingleWindows
import WebClient

/// A window that is asked over HTTPS with a certificate of ours, and answers at once or says that it will later.
struct HTTPSWindow: WindowLink {
    private let address: String
    private let connection: WebConnection
    private let logger = Logger(label: "portpass")

    init(address: String, identity: ClientIdentity) {
        var timing = HTTPTiming()
        timing.connectSeconds = 10
        timing.seconds = 20
        timing.longestSeconds = 30
        self.address = address
        connection = WebConnection(timing: timing, identity: identity)
    }

    func send(_ question: WindowQuestion) async -> LinkOutcome {
        let request = HTTPRequest(
            address: address,
            fields: [
                HTTPRequest.Field("Content-Type", "application/json"), HTTPRequest.Field("Accept", "application/json"),
                HTTPRequest.Field("Expect", ""),
            ], body: question.message, followsRedirects: false, agent: "portpass")
        do throws(WebFailure) {
            let reply = try await connection.perform(request, limit: WindowProtocol.longestMessage)
            if reply.isTooLarge { return .failed("too-large") }
            switch reply.status {
            case 200: return .answered(reply.bytes)
            case 202: return .delivered
            default: return .failed("status-\(reply.status)")
            }
        } catch {
            // In libcurl's words: which side refused the other's certificate, say.
            logger.warning("a single window was not reached: \(error)")
            return .failed("unreachable")
        }
    }

    /// Nothing comes by itself.
    func waiting() async throws -> [WaitingReply] { [] }

    func remove(_ reply: WaitingReply, isGood: Bool) async throws {}
}
