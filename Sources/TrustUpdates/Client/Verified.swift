import StrictJSON

/// Metadata that a threshold of the right keys signed. The only way to one is to check it.
struct Verified<Content: MetadataContent>: Sendable {
    let content: Content

    /// - Throws: `UpdateError.threshold`.
    init(_ signed: Signed<Content>, as role: ExactText, by delegator: some Delegator) throws(UpdateError) {
        guard let signers = delegator.signers(of: role) else {
            throw .malformed("nothing says which keys sign for the role \(role.quoted)")
        }
        let found = signers.count(of: signed)
        guard found >= signers.threshold else {
            throw .threshold(role, found: found, needed: signers.threshold)
        }
        content = signed.content
    }

    /// Reads and checks a file.
    init(_ bytes: [UInt8], as role: ExactText, by delegator: some Delegator) throws(UpdateError) {
        let signed: Signed<Content>
        do throws(UpdateError) {
            signed = try Signed<Content>(decoding: bytes)
        } catch {
            throw error.about("\(role.quoted) metadata")
        }
        try self.init(signed, as: role, by: delegator)
    }
}

extension MetadataContent {
    /// The freeze-attack check: trusted only before its expiry.
    ///
    /// - Throws: `UpdateError.expired`.
    func checkFresh(_ role: ExactText, at now: Int64) throws(UpdateError) {
        guard now < expires else { throw .expired(role, at: expires, now: now) }
    }
}
