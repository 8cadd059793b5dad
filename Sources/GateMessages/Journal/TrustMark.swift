/// Which generation of trust was in force.
package struct TrustMark: Hashable, Sendable {
    /// The timestamp's version.
    package let version: Int64
    /// The timestamp's `issued`, seconds since 1970.
    package let issued: Int64

    package init(version: Int64, issued: Int64) {
        self.version = version
        self.issued = issued
    }
}
