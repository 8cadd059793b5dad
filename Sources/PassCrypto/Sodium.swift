import CSodium

/// The one place that starts libsodium.
package enum Sodium {
    /// `sodium_init` picks the fastest implementations and opens the random source; running it once is enough.
    private static let isReady: Bool = sodium_init() >= 0

    /// Starts libsodium, once a process. Every function that needs it started does so itself; a caller only needs this to
    /// learn early, and with an error instead of a refused signature, that the library can't start.
    ///
    /// - Throws: `CryptoError.libraryUnavailable`.
    package static func start() throws(CryptoError) {
        guard isReady else { throw .libraryUnavailable }
    }

    /// The same as a value, for functions that answer no instead of throwing.
    static var isStarted: Bool { isReady }
}
