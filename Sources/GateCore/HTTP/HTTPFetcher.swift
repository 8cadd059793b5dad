package import TrustUpdates
package import WebClient

/// A repository on a web server, read with libcurl.
///
/// The server is not trusted: what it sends is cut off at the limit, what it sends too slowly is given up, and it can't lead
/// away from `https`.
package final class HTTPFetcher: RepositoryFetcher {
    private let address: WebAddress
    private let connection: HTTPConnection

    /// - Parameter base: `https://HOST/PATH` or `http://…`, without query and fragment; with or without a `/` at the end.
    /// - Throws: `FetchError.failed` for another kind of address.
    package init(base: String, timing: HTTPTiming = HTTPTiming()) throws(FetchError) {
        address = try WebAddress(base)
        connection = HTTPConnection(timing: timing)
    }

    package func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        guard case .content(let bytes, _) = try await fetch(path, limit: limit, unlessTag: nil) else {
            throw .failed("the server said nothing changed, and was not asked")
        }
        return bytes
    }

    /// The same, unless the server still has the version that `tag` names (RFC 9110, If-None-Match).
    ///
    /// - Parameter tag: The tag of an earlier answer, as it was; `nil` for any version.
    package func fetch(_ path: String, limit: Int, unlessTag tag: String?) async throws(FetchError) -> HTTPAnswer {
        var request = HTTPRequest(address: address.address(of: path))
        if let tag { request.fields.append(HTTPRequest.Field("If-None-Match", tag)) }
        let reply = try await connection.perform(request, limit: limit)
        switch reply.status {
        // The error pages of a server may be larger than the file would be.
        case 403, 404, 410: throw .notFound
        case 200 where reply.isTooLarge: throw .tooLarge
        case 200: return .content(reply.bytes, tag: reply.entityTag)
        case 304 where tag != nil: return .unchanged
        default: throw .failed("the server answered with status \(reply.status)")
        }
    }
}
