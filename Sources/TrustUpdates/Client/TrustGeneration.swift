/// Everything a gate goes by, as one: applied as a whole or not at all.
package struct TrustGeneration: Hashable, Sendable {
    /// The timestamp's signed time, seconds since 1970: the age of this trust is counted from it.
    package let issued: Int64
    package let timestampVersion: Int
    /// Target path to contents.
    package let files: [String: [UInt8]]

    package init(issued: Int64, timestampVersion: Int, files: [String: [UInt8]]) {
        self.issued = issued
        self.timestampVersion = timestampVersion
        self.files = files
    }
}
