import StrictJSON

/// Metadata that says which keys sign for other roles.
protocol Delegator: Sendable {
    /// The keys of `role` by key id, with how many must sign; `nil` when this metadata says nothing of it.
    func signers(of role: ExactText) -> Signers?
}

/// The keys that may sign for a role.
struct Signers: Sendable {
    let keys: [ExactText: MetadataKey]
    let threshold: Int

    init(_ role: RoleKeys, in table: [ExactText: MetadataKey]) {
        // A set: a hostile role may name thousands of keys of thousands.
        let ids = Set(role.keyIDs)
        keys = table.filter { ids.contains($0.key) }
        threshold = role.threshold
    }

    /// What the keys are, whatever they are called.
    var identities: Set<[UInt8]> { Set(keys.values.compactMap(\.identity)) }

    /// How many different keys signed. A key that is listed under several ids is one signer.
    func count<Content>(of signed: Signed<Content>) -> Int {
        var signers: Set<[UInt8]> = []
        for signature in signed.signatures {
            guard let key = keys[signature.keyID], let identity = key.identity, let bytes = signature.bytes,
                key.isValidSignature(bytes, for: signed.signedBytes)
            else { continue }
            signers.insert(identity)
        }
        return signers.count
    }
}

extension Root: Delegator {
    func signers(of role: ExactText) -> Signers? {
        roles[role].map { Signers($0, in: keys) }
    }
}

extension Targets: Delegator {
    func signers(of role: ExactText) -> Signers? {
        delegations.flatMap { delegations in
            delegations.roles.roleKeys(role).map { Signers($0, in: delegations.keys) }
        }
    }
}
