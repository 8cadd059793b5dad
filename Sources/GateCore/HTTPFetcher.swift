internal import CCurl
internal import Dispatch
internal import Synchronization
package import TrustUpdates

/// A repository on a web server, read with libcurl.
///
/// One connection is kept and used for one file after the other. The transfer blocks, so it runs on a queue of its own and
/// never on a thread that other tasks wait for. The server is not trusted: what it sends is cut off at the limit, what it
/// sends too slowly is given up, and it can't lead away from `https`.
package final class HTTPFetcher: RepositoryFetcher {
    private let base: String
    private let timing: HTTPTiming
    private let queue = DispatchQueue(label: "portpass.http")
    private let handle = Mutex<EasyHandle?>(nil)

    /// - Parameter base: `https://HOST/PATH` or `http://…`, without query and fragment; with or without a `/` at the end.
    /// - Throws: `FetchError.failed` for another kind of address.
    package init(base: String, timing: HTTPTiming = HTTPTiming()) throws(FetchError) {
        let lower = base.lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://"), !base.contains("?"), !base.contains("#"),
            base.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .failed("\(base.prefix(200)) is not an address that begins with https:// or http://") }
        self.base = base.hasSuffix("/") ? base : base + "/"
        self.timing = timing
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
        let address = base + HTTPFetcher.escaped(path)
        let transfer = HTTPTransfer(limit: limit)
        let timing = timing
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation {
                (continuation: CheckedContinuation<Result<HTTPAnswer, FetchError>, Never>) in
                queue.async { [self] in
                    continuation.resume(
                        returning: handle.withLock { handle in
                            if handle == nil { handle = EasyHandle() }
                            return handle?.get(address, tag: tag, into: transfer, timing)
                                ?? .failure(.failed("libcurl could not start"))
                        })
                }
            }
        } onCancel: {
            transfer.cancel()
        }
        return try result.get()
    }

    /// A target path is a path-relative URL string (TUF specification, section 4.5): what stands in it escaped stays so,
    /// and what can't stand in the path of an address is escaped.
    static func escaped(_ path: String) -> String {
        var output: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x21, 0x24...0x3B, 0x3D, 0x40...0x5A, 0x5F, 0x61...0x7A, 0x7E: output.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
