import PassCrypto
import PassFormat
import SQLStore

/// The key that signs for a use now, as the register knows it, and its secret half.
struct CurrentSigner: Sendable {
    let key: RegisterKey
    let handle: KeyHandle

    /// - Parameter keys: all that the register knows, as the caller's transaction sees them.
    /// - Throws: ``RegisterError`` with code `missingKey` where none signs or its time is over, `wrongKeys` where its secret half
    ///   is not at hand.
    static func find(
        _ use: RegisterKey.Use, in keys: [RegisterKey], _ ring: KeyRing, now: Int64
    ) throws(RegisterError) -> CurrentSigner {
        guard let key = keys.first(where: { $0.use == use && $0.state == .current }) else {
            throw RegisterError(
                .missingKey,
                "the register has no key of the use \(use.rawValue) that signs: make one with portpass keys announce \(use.rawValue)"
            )
        }
        guard key.notBefore <= now, now < key.expires else {
            throw RegisterError(
                .missingKey,
                "the time of the \(use.rawValue) key is over or has not begun: make another with portpass keys announce \(use.rawValue)"
            )
        }
        guard let handle = ring.handle(of: key) else {
            throw RegisterError(
                .wrongKeys,
                "the \(use.rawValue) key in use is \(key.id.hex), and its secret half is not at hand: open the register with it"
            )
        }
        return CurrentSigner(key: key, handle: handle)
    }
}

extension Register {
    func signer(_ use: RegisterKey.Use, now: Int64) async throws -> CurrentSigner {
        let keys = try await engine.read { try KeyStore.all($0) }
        return try CurrentSigner.find(use, in: keys, keyRing, now: now)
    }
}
