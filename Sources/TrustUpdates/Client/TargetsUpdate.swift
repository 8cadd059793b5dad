import StrictJSON

/// The checks of targets metadata, top-level and delegated (specification, sections 5.6.2 to 5.6.5).
enum TargetsUpdate {
    /// - Throws: `UpdateError.hashMismatch`, `.threshold`, `.versionMismatch`, `.expired`, `.malformed`.
    static func check(
        _ bytes: [UInt8], as role: ExactText, listed: MetaFile, by delegator: some Delegator, now: Int64
    ) throws(UpdateError) -> Signed<Targets> {
        guard listed.matches(bytes) else { throw .hashMismatch("\(role.quoted) metadata") }
        let signed: Signed<Targets>
        do throws(UpdateError) {
            signed = try Signed<Targets>(decoding: bytes)
        } catch {
            throw error.about("\(role.quoted) metadata")
        }
        _ = try Verified(signed, as: role, by: delegator)
        guard signed.content.version == listed.version else {
            throw .versionMismatch(role, found: signed.content.version, expected: listed.version)
        }
        try signed.content.checkFresh(role, at: now)
        return signed
    }
}
