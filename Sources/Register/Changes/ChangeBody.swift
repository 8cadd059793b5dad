package import PassCrypto
package import PassFormat
import StrictJSON
package import TrustPublishing

/// What two people change together: all of it, so that what is carried out is what was shown.
package enum ChangeBody: Hashable, Sendable {
    /// Mass revocation: these passes, and no others.
    case revoke([PassID], reason: String)
    /// Lifts a suspension that its holder did not report.
    case reinstate(PassID, reason: String)
    case setRoles(StaffHandle, Set<StaffRole>)
    /// A file of rules, byte by byte: it says itself from when it holds.
    case putInForce(RuleKind, [UInt8])
    /// Gates are told of this key; it signs nothing yet, and may when every gate has it or `wait` seconds are over.
    case announceKey(RegisterKey.Use, PublicKey, wait: Int64)
    /// The announced key signs from now on.
    case useKey(RegisterKey.Use, KeyID)
    /// The announced key is not wanted after all.
    case withdrawKey(RegisterKey.Use, KeyID)
    /// The key of a role that targets delegates to gets this successor.
    case replaceRoleKey(RepositoryRole, PublicKey)
    /// The next root with the signatures of those who hold root keys, as `RootProposal` writes it.
    case takeRoot([UInt8])
    /// The key is in other hands.
    case condemnKey(KeyID)
    /// The good passes of a condemned key are issued anew, and take the place of the old ones after so many days.
    case reissuePasses(KeyID, days: Int64)

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case revoke, reinstate
        case setRoles = "set-roles"
        case putInForce = "put-in-force"
        case announceKey = "announce-key"
        case useKey = "use-key"
        case withdrawKey = "withdraw-key"
        case replaceRoleKey = "replace-role-key"
        case takeRoot = "take-root"
        case condemnKey = "condemn-key"
        case reissuePasses = "reissue-passes"

        /// Whether it is about keys.
        package var isAboutKeys: Bool {
            switch self {
            case .revoke, .reinstate, .setRoles, .putInForce: false
            case .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey, .reissuePasses: true
            }
        }
    }

    package var kind: Kind {
        switch self {
        case .revoke: .revoke
        case .reinstate: .reinstate
        case .setRoles: .setRoles
        case .putInForce: .putInForce
        case .announceKey: .announceKey
        case .useKey: .useKey
        case .withdrawKey: .withdrawKey
        case .replaceRoleKey: .replaceRoleKey
        case .takeRoot: .takeRoot
        case .condemnKey: .condemnKey
        case .reissuePasses: .reissuePasses
        }
    }

    /// What a proposal, and a decision on it, asks beside the permission to propose and to decide.
    package var permission: Permission { kind.permission }

    package var digest: [UInt8] { Self.digest(kind: kind.rawValue, document: document) }

    /// Also of what may be no body.
    static func digest(kind: String, document: [UInt8]) -> [UInt8] { Hash.sha256(Array("\(kind)\n".utf8) + document) }
}

extension ChangeBody.Kind {
    package var permission: Permission {
        switch self {
        case .revoke, .reinstate: .suspendMany
        case .setRoles: .endStaff
        case .putInForce: .proposeRules
        case .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey, .reissuePasses: .changeKeys
        }
    }
}
