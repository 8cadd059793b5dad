package import PassCrypto

/// Some keys, of which `threshold` must sign.
package struct KeySet: Hashable, Sendable {
    package let keys: [PublicKey]
    package let threshold: Int

    package init(_ keys: [PublicKey], threshold: Int = 1) {
        self.keys = keys
        self.threshold = threshold
    }

    /// Refuses what could never verify, or would promise more people than there are.
    func check(_ role: RepositoryRole) throws(RepositoryError) {
        guard !keys.isEmpty else { throw .invalidKeys(role, "there is none") }
        guard Set(keys).count == keys.count else { throw .invalidKeys(role, "one is there twice") }
        guard threshold >= 1 else { throw .invalidKeys(role, "the threshold must be at least 1") }
        guard threshold <= keys.count else { throw .invalidKeys(role, "the threshold is above the number of keys") }
    }
}
