import ServiceWeb
import WebClient

/// Carries what companies' systems are told to their endpoints: to nowhere but the public net, wherever a name leads, and on to nowhere
/// from there.
struct HookConnections: HookCarrier {
    /// Bytes of an answer: what is in it is read and not looked at.
    private static let limit = 16 << 10

    let onlyPublic: Bool

    /// Standard Webhooks asks for 15 to 30 seconds.
    private static var timing: HTTPTiming {
        var timing = HTTPTiming()
        timing.connectSeconds = 10
        timing.seconds = 15
        timing.longestSeconds = 20
        return timing
    }

    func carry(_ message: HookMessage) async -> Result<Int, HookFailure> {
        var request = HTTPRequest(
            address: message.address, fields: message.headers.map { HTTPRequest.Field($0.name, $0.value) },
            body: message.body, followsRedirects: false, agent: "portpass")
        request.onlyPublic = onlyPublic
        // One of its own: nothing is kept between endpoints of different companies.
        do {
            return .success(try await WebConnection(timing: Self.timing).perform(request, limit: Self.limit).status)
        } catch {
            return .failure(HookFailure("unreachable"))
        }
    }
}
