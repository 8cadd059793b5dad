/// A backup that was made, and verified by restoring it.
package struct Backup: Hashable, Sendable {
    /// Its folder.
    package let folder: String
    /// Everything acknowledged before is in it; seconds since 1970.
    package let madeAt: Int64
    /// Files, and their bytes together.
    package let files: Int
    package let bytes: Int64
    package let passes: Int64
    /// How many records the audit log has.
    package let auditSize: Int64
    /// The root of the audit log, 32 bytes.
    package let auditRoot: [UInt8]

    init(_ manifest: BackupManifest, folder: String, checkpoint: Checkpoint) {
        self.folder = folder
        madeAt = manifest.madeAt
        files = manifest.files.count
        bytes = manifest.files.values.reduce(0) { $0 + $1.size }
        passes = manifest.counts["pass"] ?? 0
        auditSize = checkpoint.size
        auditRoot = checkpoint.root
    }
}
