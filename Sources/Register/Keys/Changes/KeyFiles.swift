import SQLStore
import Synchronization

/// Where a register's key files are, for a program that may make and move them, and who is at them: one at a time, so that a key that
/// is announced is the one that lies there.
package final class KeyFiles: Sendable {
    private let keeper = Mutex<(any KeyKeeper)?>(nil)
    private let lane = SerialLane()

    package func keep(with keeper: any KeyKeeper) { self.keeper.withLock { $0 = keeper } }

    package var areAtHand: Bool { keeper.withLock { $0 != nil } }

    /// Runs `work` while nobody else makes or moves a key.
    package func run<Value>(_ work: () async throws -> Value) async rethrows -> Value { try await lane.run(work) }

    var known: (any KeyKeeper)? { keeper.withLock { $0 } }

    /// - Throws: ``RegisterError`` with code `wrongKeys` where there are none.
    func required() throws(RegisterError) -> any KeyKeeper {
        guard let keeper = known else {
            throw RegisterError(.wrongKeys, "the key files are not at hand here: use portpass keys")
        }
        return keeper
    }
}
