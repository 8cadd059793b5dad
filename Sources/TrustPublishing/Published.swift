/// What a publication did.
package struct Published: Hashable, Sendable {
    /// To be kept, and given back as the floor of the next publication.
    package let versions: RepositoryVersions
    /// The roles that were signed in this publication.
    package let resigned: [RepositoryRole]
    /// When each role's metadata ends, in seconds since 1970; for the alarms.
    package let expires: [RepositoryRole: Int64]
    package let targetCount: Int
    /// How many old files were removed.
    package let removedFiles: Int
    /// Why tidying up failed, if it did. The publication stands; the next one tries again.
    package let tidyingError: RepositoryError?

    /// Seconds since 1970.
    package var issued: Int64 { versions.issued }
}
