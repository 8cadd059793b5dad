/// One step of the root chain (specification, section 5.3).
struct RootUpdate {
    let root: Root
    /// Whether a key of timestamp or snapshot lost its role, so that what it signed must be forgotten.
    let isRecovery: Bool

    /// Checks `bytes`, fetched as the version after `trusted`.
    ///
    /// The specification lets a client go on when the file holds the trusted version once more; nobody honest publishes
    /// that, so it is refused like any other wrong version.
    ///
    /// - Throws: `UpdateError.threshold`, `.versionMismatch`, `.malformed`.
    init(_ bytes: [UInt8], after trusted: Root) throws(UpdateError) {
        let signed = try Signed<Root>(decoding: bytes)
        _ = try Verified(signed, as: MetadataRole.root, by: trusted)
        root = try Verified(signed, as: MetadataRole.root, by: signed.content).content
        guard root.version == trusted.version + 1 else {
            throw .versionMismatch(MetadataRole.root, found: root.version, expected: trusted.version + 1)
        }
        let next = root
        isRecovery = [MetadataRole.timestamp, MetadataRole.snapshot].contains { role in
            let before = trusted.signers(of: role)?.identities ?? []
            let after = next.signers(of: role)?.identities ?? []
            return !before.isSubset(of: after)
        }
    }
}
