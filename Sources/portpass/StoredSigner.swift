import PassCrypto
import Synchronization
import TrustPublishing

/// A signer of metadata whose key is opened when it first signs.
final class StoredSigner: MetadataSigner {
    let publicKey: PublicKey
    private let open: @Sendable () throws -> KeyHandle
    private let opened = Mutex<KeyHandle?>(nil)

    init(publicKey: PublicKey, open: @escaping @Sendable () throws -> KeyHandle) {
        self.publicKey = publicKey
        self.open = open
    }

    func sign(_ message: [UInt8]) throws -> [UInt8] {
        let key = try opened.withLock { kept in
            if let kept { return kept }
            let key = try open()
            kept = key
            return key
        }
        return key.sign(message)
    }
}
