import CSodium

/// Random numbers from the system's generator. A system without any ends the process inside libsodium: there are no
/// weak random bytes.
package enum SecureRandom {
    /// `count` random bytes; none for a count below 1. For public values (ids, salts, nonces): secrets are made with
    /// `SecretBytes.random`.
    package static func bytes(_ count: Int) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: max(count, 0))
        guard Sodium.isStarted else { preconditionFailure("libsodium could not start") }
        unsafe randombytes_buf(&output, output.count)
        return output
    }

    package static func uint64() -> UInt64 {
        bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
