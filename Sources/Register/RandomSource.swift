import PassCrypto

/// Where random bytes come from; a parameter, so that a test can repeat a run.
package struct RandomSource: Sendable {
    /// Gives as many bytes as asked for.
    package let bytes: @Sendable (Int) -> [UInt8]

    package init(_ bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

    /// The operating system's generator, through libsodium.
    package static let system = RandomSource { SecureRandom.bytes($0) }
}
