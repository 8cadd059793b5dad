/// A signing key that several tasks share. The key itself stays where it is.
package final class KeyHandle: Sendable {
    package let publicKey: PublicKey
    private let key: SigningKey

    package init(_ key: consuming SigningKey) {
        publicKey = key.publicKey
        self.key = key
    }

    /// The signature of `message`, 64 bytes. Callable from several threads at once.
    package func sign(_ message: [UInt8]) -> [UInt8] {
        key.sign(message)
    }

    /// Keeps the key's memory open for the time of `body`, which signs many messages. Opening and closing a page interrupts
    /// every processor of the machine: once for a batch, not once for a signature.
    package func keepingOpen<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        try key.keepingOpen(body)
    }

    /// Lends the key itself, to write it to a file.
    package func withKey<Result: ~Copyable, Failure: Error>(
        _ body: (borrowing SigningKey) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(key)
    }
}
