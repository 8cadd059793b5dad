import StrictJSON

/// The checks of snapshot metadata (specification, section 5.5).
enum SnapshotUpdate {
    /// Whether a stored snapshot is the one the timestamp names, so that nothing need be fetched.
    static func isCurrent(_ snapshot: Snapshot, _ bytes: [UInt8], listed: MetaFile, now: Int64) -> Bool {
        snapshot.version == listed.version && listed.matches(bytes) && now < snapshot.expires
    }

    /// - Throws: `UpdateError.hashMismatch`, `.threshold`, `.versionMismatch`, `.rollback`, `.expired`, `.malformed`.
    static func check(
        _ bytes: [UInt8], listed: MetaFile, root: Root, trusted: Snapshot?, now: Int64
    ) throws(UpdateError) -> Snapshot {
        guard listed.matches(bytes) else { throw .hashMismatch("snapshot metadata") }
        let new = try Verified<Snapshot>(bytes, as: MetadataRole.snapshot, by: root).content
        guard new.version == listed.version else {
            throw .versionMismatch(MetadataRole.snapshot, found: new.version, expected: listed.version)
        }
        for (name, before) in trusted?.files ?? [:] {
            guard let after = new.files[name] else {
                throw .rollback("snapshot metadata no longer lists \(name.quoted)")
            }
            guard after.version >= before.version else {
                throw .rollback(
                    "snapshot metadata goes back from version \(before.version) to \(after.version) of \(name.quoted)")
            }
        }
        try new.checkFresh(MetadataRole.snapshot, at: now)
        return new
    }
}
