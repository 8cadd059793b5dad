/// What one guess of a passphrase costs: Argon2id passes and memory.
package struct SealingCost: Hashable, Sendable {
    package let operations: UInt32
    package let memoryKiB: UInt32

    private init(unchecked operations: UInt32, memoryKiB: UInt32) {
        self.operations = operations
        self.memoryKiB = memoryKiB
    }

    /// About 0.1 s and 64 MiB (libsodium's interactive preset): tests and demonstrations.
    package static let interactive = SealingCost(unchecked: 2, memoryKiB: 64 << 10)
    /// About 0.7 s and 256 MiB (libsodium's moderate preset): real keys.
    package static let moderate = SealingCost(unchecked: 3, memoryKiB: 256 << 10)

    /// - Throws: `CryptoError.costOutOfRange`.
    package init(operations: UInt32, memoryKiB: UInt32) throws(CryptoError) {
        guard (1...8).contains(operations), (8...1 << 20).contains(memoryKiB) else { throw .costOutOfRange }
        self.init(unchecked: operations, memoryKiB: memoryKiB)
    }
}
