/// What one guess at a passphrase costs: passes and memory of Argon2id (RFC 9106), one lane.
package struct SealingCost: Hashable, Sendable {
    /// Passes over the memory.
    package let operations: UInt32
    /// Memory in KiB.
    package let memoryKiB: UInt32

    /// Some 0.1 s and 64 MiB (libsodium's "interactive"): tests and demonstrations.
    package static let interactive = SealingCost(unchecked: 2, memoryKiB: 64 << 10)
    /// Under 1 s and 256 MiB (libsodium's "moderate"): keys that a service opens when it starts.
    package static let moderate = SealingCost(unchecked: 3, memoryKiB: 256 << 10)
    /// Several seconds and 1 GiB (libsodium's "sensitive"): keys that stay offline.
    package static let sensitive = SealingCost(unchecked: 4, memoryKiB: 1 << 20)

    /// What a file may ask for: up to 8 passes over 1 GiB, so that a hostile file can't use up the machine. The lower end,
    /// libsodium's, is for tests.
    ///
    /// - Throws: `CryptoError.costOutOfRange`.
    package init(operations: UInt32, memoryKiB: UInt32) throws(CryptoError) {
        guard (1...8).contains(operations), (8...1 << 20).contains(memoryKiB) else { throw .costOutOfRange }
        self.init(unchecked: operations, memoryKiB: memoryKiB)
    }

    private init(unchecked operations: UInt32, memoryKiB: UInt32) {
        self.operations = operations
        self.memoryKiB = memoryKiB
    }
}
