/// What came of a sync.
package struct SyncOutcome: Hashable, Sendable {
    /// Whether a new generation was applied; otherwise the one in force is the newest.
    package let isNew: Bool
    /// The signed time of the generation in force, in seconds since 1970.
    package let issued: Int64
    /// Its timestamp's version.
    package let version: Int
    /// How many target files it holds.
    package let fileCount: Int

    /// One line for people.
    package var sentence: String {
        let what = isNew ? "applied" : "already in force"
        return "trust version \(version) \(what): \(fileCount) files"
    }
}
