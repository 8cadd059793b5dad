import PassCrypto
import StrictJSON
import TrustUpdates

/// The keys of a role as metadata on disk names them, for checking what this writer signed.
///
/// Stricter than a client has to be: only Ed25519 keys in exactly the form that this writer gives them count.
struct TrustedKeySet {
    /// By key id.
    let keys: [ExactText: PublicKey]
    let threshold: Int

    init(_ role: RoleKeys?, in table: [ExactText: MetadataKey]) {
        var keys: [ExactText: PublicKey] = [:]
        for id in role?.keyIDs ?? [] {
            guard let key = table[id], let publicKey = Self.publicKey(key), key.id == id else { continue }
            keys[id] = publicKey
        }
        self.keys = keys
        // No role at all is a role that nobody can sign for.
        threshold = role?.threshold ?? .max
    }

    init(_ role: RepositoryRole, in root: Root) {
        self.init(root.roles[ExactText(role.rawValue)], in: root.keys)
    }

    init(_ role: RepositoryRole, in targets: Targets) {
        var keys: RoleKeys?
        if case .named(let roles) = targets.delegations?.roles {
            keys = roles.first { $0.name == ExactText(role.rawValue) }?.keys
        }
        self.init(keys, in: targets.delegations?.keys ?? [:])
    }

    /// Any one of the signers' keys.
    init(_ signers: [any MetadataSigner]) {
        var keys: [ExactText: PublicKey] = [:]
        for signer in signers { keys[MetadataKey(signer.publicKey).id] = signer.publicKey }
        self.keys = keys
        threshold = 1
    }

    var publicKeys: Set<PublicKey> { Set(keys.values) }

    /// Whether enough of the keys signed `signed`.
    func verify<Content>(_ signed: Signed<Content>) -> Bool {
        var signers: Set<PublicKey> = []
        for signature in signed.signatures {
            guard let key = keys[signature.keyID], let bytes = Hex.decode(signature.text.string),
                key.isValidSignature(bytes, for: signed.signedBytes)
            else { continue }
            signers.insert(key)
        }
        return signers.count >= threshold
    }

    /// Whether `signers` alone could sign for the role.
    func isSatisfied(by signers: [any MetadataSigner]) -> Bool {
        publicKeys.intersection(signers.map(\.publicKey)).count >= threshold
    }

    private static func publicKey(_ key: MetadataKey) -> PublicKey? {
        guard case .object(let members) = key.json, case .object(let value)? = members["keyval"],
            case .string(let text)? = value["public"], let bytes = Hex.decode(text.string),
            let publicKey = try? PublicKey(bytes), MetadataKey(publicKey).json == key.json
        else { return nil }
        return publicKey
    }
}
