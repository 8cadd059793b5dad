import CommandSupport
import TrustUpdates
import WebClient

/// Where published files are fetched from: a web server, or a folder such as a stick.
enum PublishedSource {
    /// - Throws: a sentence that says what is wrong with it.
    static func fetcher(_ place: String) throws(PlainError) -> any RepositoryFetcher {
        let lower = place.lowercased()
        if lower.hasPrefix("https://") || lower.hasPrefix("http://") {
            return PublishedWebServer(base: place.hasSuffix("/") ? place : place + "/")
        }
        do {
            return try DirectoryFetcher(root: CommandStreams.resolvePath(place))
        } catch {
            throw PlainError("\(place) can't be read: \(error.description)")
        }
    }
}

/// A repository on a web server, of which nothing is believed.
private struct PublishedWebServer: RepositoryFetcher {
    private let base: String
    private let connection = WebConnection(timing: HTTPTiming())

    init(base: String) { self.base = base }

    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        let reply = try await perform(HTTPRequest(address: base + path, agent: "portpass"), limit: limit)
        switch reply.status {
        case 200 where reply.isTooLarge: throw .tooLarge
        case 200: return reply.bytes
        case 403, 404, 410: throw .notFound
        default: throw .failed("the server answered with status \(reply.status)")
        }
    }

    @inline(never)
    private func perform(_ request: HTTPRequest, limit: Int) async throws(FetchError) -> HTTPReply {
        do throws(WebFailure) {
            return try await connection.perform(request, into: HTTPTransfer(limit: limit))
        } catch {
            throw .failed(error.description)
        }
    }
}
