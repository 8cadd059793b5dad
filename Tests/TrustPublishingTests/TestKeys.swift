import PassCrypto
import TrustPublishing

/// Signing keys that are the same in every run.
enum TestKeys {
    static func key(_ number: UInt8) throws -> KeyHandle {
        let seed = [UInt8](repeating: number, count: SigningKey.seedByteCount)
        return KeyHandle(try SigningKey(seed: SecretBytes(copying: seed.span)))
    }

    static func keys(_ numbers: ClosedRange<UInt8>) throws -> [KeyHandle] {
        try numbers.map(key)
    }

    /// Online keys; another `series` shares none of them.
    static func signers(series: UInt8 = 0) throws -> RoleSigners {
        let first = 10 + series * 10
        return RoleSigners(
            targets: try key(first), status: try key(first + 1), ops: try key(first + 2), audit: try key(first + 3),
            snapshot: try key(first + 4), timestamp: try key(first + 5))
    }

    /// Two of three.
    static func rootSet(_ numbers: ClosedRange<UInt8> = 1...3, threshold: Int = 2) throws -> KeySet {
        KeySet(try keys(numbers).map(\.publicKey), threshold: threshold)
    }
}
