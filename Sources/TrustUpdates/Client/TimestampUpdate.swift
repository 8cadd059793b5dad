/// The checks of a new timestamp (specification, section 5.4).
enum TimestampUpdate {
    /// Checks `new` against the trusted timestamp.
    ///
    /// - Returns: whether it takes the trusted one's place; not when it has the same version.
    /// - Throws: `UpdateError.rollback`, `.expired`.
    static func replaces(_ trusted: Timestamp?, with new: Timestamp, now: Int64) throws(UpdateError) -> Bool {
        if let trusted {
            guard new.version >= trusted.version else {
                throw .rollback("timestamp metadata goes back from version \(trusted.version) to \(new.version)")
            }
            guard new.version > trusted.version else { return false }
            guard new.snapshot.version >= trusted.snapshot.version else {
                throw .rollback(
                    "timestamp metadata goes back from snapshot version \(trusted.snapshot.version) to \(new.snapshot.version)"
                )
            }
            try checkIssued(new, notBefore: trusted.issued)
        }
        try new.checkFresh(MetadataRole.timestamp, at: now)
        return true
    }

    /// The same against a generation that was applied: what is left to go by when our own timestamp file is damaged.
    ///
    /// - Throws: `UpdateError.rollback`.
    static func check(_ new: Timestamp, notBefore generation: TrustGeneration) throws(UpdateError) {
        guard new.version >= generation.timestampVersion else {
            throw .rollback(
                "timestamp metadata goes back from version \(generation.timestampVersion) to \(new.version)")
        }
        try checkIssued(new, notBefore: generation.issued)
    }

    /// The age of trust is counted from `issued`: it never goes back, whatever the version says (DESIGN 4).
    private static func checkIssued(_ new: Timestamp, notBefore issued: Int64?) throws(UpdateError) {
        guard let issued else { return }
        guard (new.issued ?? .min) >= issued else {
            throw .rollback("timestamp metadata was issued before the one that is trusted")
        }
    }
}
