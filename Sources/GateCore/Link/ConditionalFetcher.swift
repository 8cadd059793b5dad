internal import Synchronization
internal import TrustUpdates

/// A fetcher that asks for the timestamp only if it changed: a poll of an idle service is one small answer.
final class ConditionalFetcher: RepositoryFetcher {
    /// Seconds after which the whole file is asked for all the same. The service signs it anew more often than that: a proxy
    /// that says "not modified" for ever is found out.
    private static let longest: Int64 = 900

    private struct Held {
        let bytes: [UInt8]
        let tag: String
        let time: MachineTime
    }

    private let base: HTTPFetcher
    private let path: String
    private let clock: any MachineClock
    private let held = Mutex<Held?>(nil)

    /// - Parameter path: the file that is asked for again and again.
    init(_ base: HTTPFetcher, path: String, clock: any MachineClock) {
        self.base = base
        self.path = path
        self.clock = clock
    }

    /// What was fetched last was of no use: it is not to be had again for its tag. A server that garbled it once has it right by
    /// now, and would say that nothing changed.
    func forget() {
        held.withLock { $0 = nil }
    }

    func fetch(_ path: String, limit: Int) async throws(FetchError) -> [UInt8] {
        guard path == self.path else { return try await base.fetch(path, limit: limit) }
        let now = clock.read()
        let known = held.withLock { $0 }.flatMap { held in
            now.seconds(since: held.time).map { $0 < Self.longest } ?? false ? held : nil
        }
        switch try await base.fetch(path, limit: limit, unlessTag: known?.tag) {
        case .unchanged:
            guard let known else { throw .failed("the server said nothing changed, and was not asked") }
            return known.bytes
        case .content(let bytes, let tag):
            held.withLock { $0 = tag.map { Held(bytes: bytes, tag: $0, time: now) } }
            return bytes
        }
    }
}
