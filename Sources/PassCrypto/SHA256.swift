import CSodium

/// SHA-256 (FIPS 180-4) fed piece by piece. A value: a copy goes on from where it was copied.
package struct SHA256: Sendable {
    private var state = crypto_hash_sha256_state()

    package init() {
        unsafe crypto_hash_sha256_init(&state)
    }

    package mutating func update(_ bytes: [UInt8]) {
        unsafe crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
    }

    package mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            unsafe crypto_hash_sha256_update(&state, base, UInt64(buffer.count))
        }
    }

    /// The hash of all that was fed so far, 32 bytes. More may be fed afterwards.
    package var digest: [UInt8] {
        var copy = state
        var output = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        unsafe crypto_hash_sha256_final(&copy, &output)
        return output
    }
}
