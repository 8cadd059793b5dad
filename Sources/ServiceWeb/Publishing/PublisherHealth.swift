import Register
import Synchronization

/// How publishing goes, for whoever asks.
package final class PublisherHealth: Sendable {
    package struct State: Hashable, Sendable {
        /// The version of the newest timestamp, and when it was published, seconds since 1970.
        package var version: Int?
        package var publishedAt: Int64?
        /// Since when it has failed; nil while it works.
        package var failingSince: Int64?
        /// Since the service started.
        package var publications = 0
        package var failures = 0
    }

    private let kept = Mutex(State())
    private let attempts = ChangeSignal()

    package init() {}

    package var state: State { kept.withLock { $0 } }

    /// Returns when publishing was tried once, whatever came of it.
    package func firstAttempt() async { await attempts.wait(beyond: 0) }

    func succeeded(version: Int, at now: Int64) {
        kept.withLock { state in
            state.version = version
            state.publishedAt = now
            state.failingSince = nil
            state.publications += 1
        }
        attempts.notify()
    }

    func failed(at now: Int64) {
        kept.withLock { state in
            state.failingSince = state.failingSince ?? now
            state.failures += 1
        }
        attempts.notify()
    }
}
