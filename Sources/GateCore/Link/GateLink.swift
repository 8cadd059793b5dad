internal import Synchronization
internal import TrustUpdates

/// Keeps a gate up to date for as long as it runs: trust comes, journals go, presence comes. Whatever fails, the gate itself
/// goes on, and it is tried again.
package final class GateLink: Sendable {
    private let gate: Gate
    private let source: String
    private let fetcher: any RepositoryFetcher
    private let service: ServiceClient?
    private let timing: LinkTiming
    /// Uniform between 0 and 1.
    private let random: @Sendable () -> Double
    private let current = Mutex(LinkState())
    private let (kicks, kick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

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
        if WebAddress.isWeb(source) {
            fetcher = ConditionalFetcher(
                try HTTPFetcher(base: source, timing: http), path: "metadata/timestamp.json", clock: gate.clock)
        } else {
            fetcher = try DirectoryFetcher(root: source)
        }
    }

    package var state: LinkState { current.withLock { $0 } }

    /// Something was written: it may go soon.
    package func journalGrew() { kick.yield() }

    /// Runs until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.pollTrust() }
            if let service { group.addTask { await self.exchange(with: service) } }
        }
    }

    /// One look for newer trust.
    package func syncOnce() async throws -> SyncOutcome {
        let time = gate.clock.read()
        do {
            let outcome = try await gate.home.update(from: fetcher, now: await gate.now())
            current.withLock {
                $0.lastSync = time
                $0.syncTrouble = nil
            }
            // Only a web server can show that its timestamp is fresh: a stick may have lain in a drawer.
            await gate.trustChanged(isFresh: outcome.isNew && service != nil)
            // The service hears at once what is in force here.
            if outcome.isNew { journalGrew() }
            return outcome
        } catch {
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

    private func exchange(with service: ServiceClient) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                _ = try await gate.upload(to: service)
                try await gate.followPresence(of: service)
                try await gate.prune()
                failures = 0
                let time = gate.clock.read()
                current.withLock {
                    $0.lastExchange = time
                    $0.exchangeTrouble = nil
                }
            } catch {
                failures += 1
                current.withLock { $0.exchangeTrouble = GateHome.describe(error) }
            }
            await pause(after: failures)
        }
    }

    /// Until the next turn: soon after a scan, unless the service could not be reached just now.
    private func pause(after failures: Int) async {
        let whole = timing.pause(failures: failures, random: random())
        guard failures == 0 else {
            try? await Task.sleep(for: whole)
            return
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: whole) }
            group.addTask { [kicks, timing] in
                for await _ in kicks {
                    try? await Task.sleep(for: timing.gathering)
                    return
                }
            }
            await group.next()
            group.cancelAll()
        }
    }
}
