internal import Synchronization
internal import TrustUpdates
package import WebClient

/// Keeps a gate up to date for as long as it runs: trust comes, journals go, presence comes. Whatever fails, the gate itself
/// goes on, and it is tried again.
package final class GateLink: Sendable {
    private let gate: Gate
    private let source: String
    private let fetcher: any RepositoryFetcher
    private let conditional: ConditionalFetcher?
    private let service: ServiceClient?
    private let timing: LinkTiming
    /// Uniform between 0 and 1.
    private let random: @Sendable () -> Double
    private let current = Mutex(LinkState())
    private let wake = Wake()
    /// Only a web server can show that its timestamp is fresh: a stick may have lain in a drawer.
    private let isWeb: Bool

    /// - Parameters:
    ///   - source: a URL or a folder with `metadata/` and `targets/`.
    ///   - service: nil for a gate that is never online: its journal goes by stick.
    package init(
        gate: Gate, source: String, service: ServiceClient?, timing: LinkTiming = LinkTiming(),
        http: HTTPTiming = HTTPTiming(), random: @escaping @Sendable () -> Double
    ) throws {
        self.gate = gate
        self.source = source
        self.service = service
        self.timing = timing
        self.random = random
        isWeb = WebAddress.isWeb(source)
        if isWeb {
            let web = ConditionalFetcher(
                try HTTPFetcher(base: source, timing: http), path: "metadata/timestamp.json", clock: gate.clock)
            (fetcher, conditional) = (web, web)
        } else {
            (fetcher, conditional) = (try DirectoryFetcher(root: source), nil)
        }
    }

    package var state: LinkState { current.withLock { $0 } }

    /// Something was written: it may go soon.
    package func journalGrew() { wake.now() }

    /// Runs until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.pollTrust() }
            group.addTask { await self.followDirectory() }
            if let service {
                group.addTask { await self.exchange(with: service) }
                group.addTask { await self.fetchPhotos(from: service.photos) }
            }
        }
    }

    /// One look for newer trust.
    package func syncOnce() async throws -> SyncOutcome {
        let time = gate.clock.read()
        do {
            let outcome = try await gate.update(from: fetcher, isFresh: isWeb)
            current.withLock {
                $0.lastSync = time
                $0.syncTrouble = nil
            }
            // The service hears at once what is in force here.
            if outcome.isNew { journalGrew() }
            return outcome
        } catch {
            conditional?.forget()
            current.withLock { $0.syncTrouble = GateHome.describe(error) }
            throw error
        }
    }

    private func pollTrust() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                _ = try await syncOnce()
                failures = 0
            } catch {
                failures += 1
            }
            try? await Task.sleep(for: timing.pause(failures: failures, random: random()))
        }
    }

    /// Beside the trust, which never waits for a directory.
    private func followDirectory() async {
        var failures = 0
        while !Task.isCancelled {
            if current.withLock({ $0.lastSync != nil && $0.syncTrouble == nil }) {
                do {
                    try await gate.followDirectory(from: fetcher)
                    failures = 0
                } catch {
                    failures += 1
                }
            }
            try? await Task.sleep(for: timing.pause(failures: failures, random: random()))
        }
    }

    private func exchange(with service: ServiceClient) async {
        var failures = 0
        while !Task.isCancelled {
            let troubles = await exchangeOnce(with: service)
            failures = troubles.isEmpty ? 0 : failures + 1
            await pause(after: failures)
        }
    }

    /// Beside the exchange, and only while that goes well: journals and revocations never wait for a picture.
    private func fetchPhotos(from client: PhotoClient) async {
        var failures = 0
        while !Task.isCancelled {
            let state = state
            if state.lastExchange != nil, state.exchangeTrouble == nil {
                do {
                    try await gate.followPhotos(of: client)
                    failures = 0
                } catch {
                    failures += 1
                }
                current.withLock { $0.photoFailures = failures }
            }
            try? await Task.sleep(for: timing.pause(failures: failures, random: random()))
        }
    }

    /// Journals go, presence comes, what is old goes: none of them waits for the others to succeed.
    private func exchangeOnce(with service: ServiceClient) async -> [String] {
        var troubles: [String] = []
        func attempt(_ work: () async throws -> Void) async {
            do {
                try await work()
            } catch {
                troubles.append(GateHome.describe(error))
            }
        }
        await attempt { _ = try await gate.upload(to: service) }
        await attempt { try await gate.followPresence(of: service) }
        await attempt { try await gate.prune() }
        let time = gate.clock.read()
        current.withLock {
            if troubles.isEmpty { $0.lastExchange = time }
            $0.exchangeTrouble = troubles.first
        }
        return troubles
    }

    /// Until the next turn: soon after a scan, unless the service could not be reached just now.
    private func pause(after failures: Int) async {
        let whole = timing.pause(failures: failures, random: random())
        if failures > 0 {
            try? await Task.sleep(for: whole)
        } else if await wake.isCalled(within: whole) {
            try? await Task.sleep(for: timing.gathering)
        }
    }
}
