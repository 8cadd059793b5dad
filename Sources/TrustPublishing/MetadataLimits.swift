import TrustUpdates

/// The largest files, in bytes, that clients read. What is beyond them would be published for nobody.
enum MetadataLimits {
    private static let client = UpdateLimits()

    static func bytes(_ role: RepositoryRole) -> Int {
        switch role {
        case .root: client.root
        case .timestamp: client.timestamp
        case .snapshot: client.snapshot
        case .targets, .status, .ops, .audit: client.targets
        }
    }

    /// One target.
    static let target = client.targetFile
    /// All targets together.
    static let allTargets = client.generation
}
