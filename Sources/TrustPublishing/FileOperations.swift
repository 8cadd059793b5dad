/// The few operations of a file system that publishing needs, each one step that a crash can come before or after.
///
/// A seam for tests, which stop after any step and lose what was not synced. Paths are relative to the repository.
package protocol FileOperations: Sendable {
    /// What is in a directory, in no order; nothing when it is missing.
    func entries(of directory: String) throws(RepositoryError) -> [FileEntry]

    /// The bytes of a regular file (no link); `nil` when it is missing. More than `limit` bytes are refused.
    func read(_ path: String, limit: Int) throws(RepositoryError) -> [UInt8]?

    /// The length of a regular file; `nil` when there is no such regular file.
    func length(of path: String) -> Int?

    /// Makes a directory whose parent exists; one that is there already is fine. The empty path is the repository's own.
    func makeDirectory(_ path: String) throws(RepositoryError)

    /// Makes or replaces a file that nobody reads yet, and syncs its bytes.
    func writeSynced(_ bytes: [UInt8], to path: String) throws(RepositoryError)

    /// Puts a file in the place of another, in one step.
    func rename(_ path: String, to target: String) throws(RepositoryError)

    /// Syncs what was made, renamed and removed in a directory.
    func syncDirectory(_ path: String) throws(RepositoryError)

    /// Removes a file; one that is not there is fine.
    func remove(_ path: String) throws(RepositoryError)
}
