package import PassCrypto
package import Register
import Synchronization
package import TrustPublishing

/// Key files that are nowhere but in memory.
package final class MemoryKeyKeeper: KeyKeeper {
    private struct State {
        var waiting: [KeyPlace: KeyHandle] = [:]
        var roles: [RepositoryRole: KeyHandle]
        var adopted: [KeyPlace] = []
        var isBroken = false
        var isStuck = false
    }

    private struct Broken: Error {}

    private let state: Mutex<State>

    /// - Parameter roles: the online keys.
    package init(roles: [RepositoryRole: KeyHandle]) { state = Mutex(State(roles: roles)) }

    /// What was put in force, in order.
    package var adopted: [KeyPlace] { state.withLock { $0.adopted } }

    /// Lets every use of the files fail, as a full disk does, or work again.
    package func isBroken(_ isBroken: Bool) { state.withLock { $0.isBroken = isBroken } }

    /// Lets no file get its name.
    package func isStuck(_ isStuck: Bool) { state.withLock { $0.isStuck = isStuck } }

    package func waiting(for place: KeyPlace) throws -> PublicKey? { try open(place)?.publicKey }

    package func open(_ place: KeyPlace) throws -> KeyHandle? {
        try state.withLock { state in
            guard !state.isBroken else { throw Broken() }
            return state.waiting[place]
        }
    }

    package func make(_ place: KeyPlace) throws -> KeyHandle {
        let key = KeyHandle(try SigningKey.generate())
        state.withLock { $0.waiting[place] = key }
        return key
    }

    package func signers(following roles: Set<RepositoryRole>) throws -> RoleSigners {
        let known = state.withLock { state in
            var known = state.roles
            for role in roles { known[role] = state.waiting[.role(role)] }
            return known
        }
        guard let snapshot = known[.snapshot], let timestamp = known[.timestamp] else { throw Broken() }
        return RoleSigners(
            targets: known[.targets], status: known[.status], ops: known[.ops], audit: known[.audit],
            snapshot: snapshot, timestamp: timestamp)
    }

    package func adopt(_ place: KeyPlace) throws {
        try state.withLock { state in
            guard !state.isStuck else { throw Broken() }
            guard let key = state.waiting.removeValue(forKey: place) else { return }
            if case .role(let role) = place { state.roles[role] = key }
            state.adopted.append(place)
        }
    }

    package func forget(_ place: KeyPlace) { state.withLock { _ = $0.waiting.removeValue(forKey: place) } }
}
