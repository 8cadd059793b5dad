import PassCrypto
import Synchronization

/// The secret halves that are at hand, each for its one use. A key that is made while the register is open joins them, so that a
/// service goes on over a rotation without being started anew.
final class KeyRing: Sendable {
    private struct Place: Hashable {
        let use: RegisterKey.Use
        let publicKey: PublicKey
    }

    private let handles: Mutex<[Place: KeyHandle]>

    init(_ keys: RegisterKeys) {
        var handles: [Place: KeyHandle] = [:]
        for (use, key) in keys.byUse { handles[Place(use: use, publicKey: key.publicKey)] = key }
        for (use, key) in keys.successors { handles[Place(use: use, publicKey: key.publicKey)] = key }
        self.handles = Mutex(handles)
    }

    func add(_ key: KeyHandle, for use: RegisterKey.Use) {
        handles.withLock { $0[Place(use: use, publicKey: key.publicKey)] = key }
    }

    func holds(_ publicKey: PublicKey, for use: RegisterKey.Use) -> Bool {
        handles.withLock { $0[Place(use: use, publicKey: publicKey)] != nil }
    }

    func handle(of key: RegisterKey) -> KeyHandle? {
        handles.withLock { $0[Place(use: key.use, publicKey: key.publicKey)] }
    }
}
