import PassCrypto
import PassFormat
import PassVerify
import TrustFiles

/// What gates are given, as target names and bytes (DESIGN section 4).
struct Publication: Sendable {
    static let checkpointPath = "audit/checkpoint"

    var files: [String: [UInt8]] = [:]

    init(
        keys: [RegisterKey], policy: GatePolicy, levels: SecurityLevels, tokens: [Int: [UInt8]],
        issued: [KeyID: IssuedSet], checkpoint: String, lists: [String: [UInt8]]
    ) {
        files[KeysFile.path] = KeysFile.encode(Self.trustedKeys(keys, issuer: policy.issuer))
        files[PolicyFile.path] = PolicyFile.encode(policy)
        files[LevelFile.path] = LevelFile.encode(levels)
        for (list, token) in tokens { files[StatusFile.path(UInt32(list))] = token }
        for (key, set) in issued { files[IssuedFile.path(key)] = IssuedFile.encode(set) }
        files[Self.checkpointPath] = Array(checkpoint.utf8)
        files.merge(lists) { first, _ in first }
    }

    /// The keys that gates believe. A compromised pass key stays, for `issued/KID` says which of its passes are good; a
    /// compromised status or receipt key goes: whatever it signs, nobody could tell from ours.
    static func trustedKeys(_ keys: [RegisterKey], issuer: WireText) -> TrustedKeys {
        TrustedKeys(
            keys.compactMap { key in
                let use: KeyUse
                switch (key.use, key.state) {
                case (.audit, _), (_, .ended): return nil
                case (.pass, _): use = .pass
                case (.status, .compromised), (.receipt, .compromised): return nil
                case (.status, _): use = .status
                case (.receipt, _): use = .receipt
                }
                return TrustedKey(
                    publicKey: key.publicKey, use: use, issuer: issuer, notBefore: key.notBefore, expires: key.expires)
            })
    }
}
