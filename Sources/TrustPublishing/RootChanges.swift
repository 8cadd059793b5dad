package import PassCrypto
import StrictJSON
import TrustUpdates

/// What one root changes of the one before, computed from the two.
package struct RootChanges: Hashable, Sendable {
    package let versionBefore: Int
    package let version: Int
    /// Seconds since 1970.
    package let expiresBefore: Int64
    package let expires: Int64
    /// Root's own keys.
    package let rootBefore: KeySet
    package let root: KeySet
    /// The other roles, before and after.
    package let online: [RoleChange]

    package struct RoleChange: Hashable, Sendable {
        package let role: RepositoryRole
        package let before: KeySet
        package let after: KeySet
    }

    /// - Throws: `invalidRoot` where a role of the next root could never be signed for, or has keys that are none of ours.
    init(from old: Root, to new: Root) throws(RepositoryError) {
        versionBefore = old.version
        version = new.version
        expiresBefore = old.expires
        expires = new.expires
        func set(_ role: RepositoryRole, _ root: Root) -> KeySet {
            let keys = TrustedKeySet(role, in: root)
            return KeySet(keys.ordered, threshold: keys.threshold)
        }
        for role in RootKeys.roles {
            let (after, named) = (set(role, new), new.roles[ExactText(role.rawValue)]?.keyIDs.count ?? 0)
            guard after.keys.count == named else {
                throw .invalidRoot("the role \(role.rawValue) names keys that are none of ours")
            }
            try after.check(role)
        }
        guard Set(new.roles.keys) == Set(RootKeys.roles.map { ExactText($0.rawValue) }) else {
            throw .invalidRoot("it names roles that a root of ours does not have")
        }
        rootBefore = set(.root, old)
        root = set(.root, new)
        let rootKeys = Set(root.keys)
        var online: [RoleChange] = []
        for role in RootKeys.roles where role != .root {
            let change = RoleChange(role: role, before: set(role, old), after: set(role, new))
            guard rootKeys.isDisjoint(with: change.after.keys) else {
                throw .invalidKeys(role, "a root key signs nothing but roots")
            }
            online.append(change)
        }
        self.online = online
    }

    /// Whose signatures count: of the root before, and of the next.
    package var signers: Set<PublicKey> { Set(rootBefore.keys).union(root.keys) }

    /// In words, for the people who are to sign: every line that is not "stays" is a change.
    package var sentences: [String] {
        var lines = [
            "root version \(versionBefore) becomes \(version)",
            "good until \(MetadataTime.format(expires)) (the one before: \(MetadataTime.format(expiresBefore)))",
        ]
        lines += Self.sentences("root", rootBefore, root)
        for change in online { lines += Self.sentences(change.role.rawValue, change.before, change.after) }
        return lines
    }

    private static func sentences(_ role: String, _ before: KeySet, _ after: KeySet) -> [String] {
        var lines: [String] = []
        for key in after.keys where !before.keys.contains(key) { lines.append("\(role): the key \(name(key)) is NEW") }
        for key in before.keys where !after.keys.contains(key) { lines.append("\(role): the key \(name(key)) GOES") }
        let staying = after.keys.filter(before.keys.contains).map(name)
        if !staying.isEmpty { lines.append("\(role): \(staying.joined(separator: ", ")) stays") }
        if before.threshold != after.threshold {
            lines.append("\(role): \(after.threshold) must sign instead of \(before.threshold)")
        }
        return lines
    }

    /// As `portpass keys` prints it: the key id of passes, for all keys alike.
    private static func name(_ key: PublicKey) -> String {
        let digits = String(key.keyID, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
