package import Logging
package import Register
import ServiceLifecycle
package import TrustPublishing

/// Publishes what changed, soon after it changed, and says at least every few minutes that nothing else has: a gate counts the
/// age of its trust from that.
///
/// Many changes at once are one publication. What fails is tried again, later and later, for as long as the service runs; gates
/// keep what they have meanwhile. When the service stops, what changed last is still published.
package struct Publisher: Service {
    package struct Timing: Sendable {
        /// Waited after a change for others that come along.
        package var coalescing: Duration = .milliseconds(200)
        /// The timestamp is signed again after so long.
        package var renewal: Duration = .seconds(300)
        /// Waited after a first failure; doubled each time.
        package var firstRetry: Duration = .seconds(1)
        package var longestRetry: Duration = .seconds(60)

        package init() {}
    }

    private let changes: ChangeSignal
    private let publish: @Sendable () async throws -> Published
    private let health: PublisherHealth
    private let timing: Timing
    private let now: @Sendable () -> Int64
    private let logger: Logger

    package init(
        changes: ChangeSignal, health: PublisherHealth, timing: Timing = Timing(), logger: Logger,
        now: @escaping @Sendable () -> Int64, publish: @escaping @Sendable () async throws -> Published
    ) {
        self.changes = changes
        self.publish = publish
        self.health = health
        self.timing = timing
        self.now = now
        self.logger = logger
    }

    package func run() async throws {
        var retry: Duration?
        while !Task.isCancelled {
            let seen = changes.count
            let isPublished = await attempt(retry: &retry)
            if Task.isShuttingDownGracefully, !isPublished || changes.count == seen { return }
            let wait = retry ?? timing.renewal
            await cancelWhenGracefulShutdown {
                if isPublished {
                    await waitForChange(beyond: seen, atMost: wait)
                    if changes.count > seen { try? await Task.sleep(for: timing.coalescing) }
                } else {
                    try? await Task.sleep(for: wait)
                }
            }
            if Task.isShuttingDownGracefully, changes.count == seen { return }
        }
    }

    private func attempt(retry: inout Duration?) async -> Bool {
        do {
            let published = try await publish()
            health.succeeded(version: published.versions.timestamp, at: now())
            if retry != nil { logger.notice("publishing works again") }
            if let error = published.tidyingError { logger.warning("old files were not removed: \(error)") }
            retry = nil
            return true
        } catch {
            let wait = min(retry.map { $0 * 2 } ?? timing.firstRetry, timing.longestRetry)
            retry = wait
            health.failed(at: now())
            logger.error(
                "publishing failed, gates keep what they have; it is tried again in \(wait.components.seconds) seconds: \(error)"
            )
            return false
        }
    }

    private func waitForChange(beyond seen: UInt64, atMost time: Duration) async {
        await withTaskGroup { group in
            group.addTask { await changes.wait(beyond: seen) }
            group.addTask { try? await Task.sleep(for: time) }
            await group.next()
            group.cancelAll()
        }
    }
}
