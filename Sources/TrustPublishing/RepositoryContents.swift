import TrustUpdates

/// What is published, read from the disk and verified.
package struct RepositoryContents: Hashable, Sendable {
    package struct Target: Hashable, Sendable {
        /// Bytes.
        package let length: Int
        /// Lower-case hexadecimal digits.
        package let sha256Hex: String
    }

    package let versions: RepositoryVersions
    /// When each role's metadata ends, in seconds since 1970.
    package let expires: [RepositoryRole: Int64]
    package let targets: [String: Target]

    /// Seconds since 1970.
    package var issued: Int64 { versions.issued }

    init(_ state: RepositoryState, _ chain: RootChain) {
        var versions = state.versions
        versions.root = chain.newest.version
        self.versions = versions
        var expires = state.expires
        expires[.root] = chain.newest.expires
        self.expires = expires
        var targets: [String: Target] = [:]
        for (name, file) in state.targets {
            targets[name.text] = Target(length: file.length, sha256Hex: file.hashes.nameDigest ?? "")
        }
        self.targets = targets
    }
}
