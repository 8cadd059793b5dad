import CommandSupport
import Register
import ServiceWeb
import ShipCalls
import WebClient

/// The file that says which feeds of ships are fetched, and how they are.
struct ShipsFile {
    private static let sizeLimit = 65_536

    let path: String

    func settings() throws -> ShipFeedSettings {
        do {
            return try ShipFeedSettings(json: SmallFile.read(path, limit: Self.sizeLimit))
        } catch let error as SettingsError {
            throw PlainError("the file of ships' feeds \(path) can't be used: \(error)")
        }
    }

    /// Nothing of ours goes with the request; what comes is bounded in bytes and time.
    static func fetch() -> ShipFeedReply.Fetch {
        var timing = HTTPTiming()
        timing.longestSeconds = 120
        let connection = WebConnection(timing: timing)
        return { address in
            do throws(WebFailure) {
                let reply = try await connection.perform(
                    HTTPRequest(address: address, agent: "portpass"), limit: FeedLimits().bytes)
                guard !reply.isTooLarge else { return .failed(.tooLarge) }
                guard reply.status == 200 else { return .failed(.status(reply.status)) }
                return .came(reply.bytes, charset: reply.charset)
            } catch {
                return .failed(.unreachable)
            }
        }
    }
}
