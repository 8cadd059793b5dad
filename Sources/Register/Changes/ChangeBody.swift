import PassCrypto
package import PassFormat
import StrictJSON

/// What two people change together: all of it, so that what is carried out is what was shown.
package enum ChangeBody: Hashable, Sendable {
    /// Mass revocation: these passes, and no others.
    case revoke([PassID], reason: String)
    /// Lifts a suspension that its holder did not report.
    case reinstate(PassID, reason: String)
    case setRoles(StaffHandle, Set<StaffRole>)
    /// A file of rules, byte by byte: it says itself from when it holds.
    case putInForce(RuleKind, [UInt8])

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case revoke, reinstate
        case setRoles = "set-roles"
        case putInForce = "put-in-force"
    }

    package var kind: Kind {
        switch self {
        case .revoke: .revoke
        case .reinstate: .reinstate
        case .setRoles: .setRoles
        case .putInForce: .putInForce
        }
    }

    /// What a proposal, and a decision on it, asks beside the permission to propose and to decide.
    package var permission: Permission { kind.permission }

    /// Canonical JSON: what the digest is of.
    package var document: [UInt8] {
        switch self {
        case .revoke(let passes, let reason):
            JSONWriter.compact(.object(["passes": .texts(passes.map(\.hex)), "reason": .text(reason)]))
        case .reinstate(let pass, let reason):
            JSONWriter.compact(.object(["pass": .text(pass.hex), "reason": .text(reason)]))
        case .setRoles(let handle, let roles):
            JSONWriter.compact(
                .object(["roles": .texts(roles.sorted().map(\.rawValue)), "staff": .text(handle.text)]))
        case .putInForce(let kind, let bytes):
            JSONWriter.compact(
                .object([
                    "content": .text(String(decoding: Base64URL.encode(bytes), as: UTF8.self)),
                    "rules": .text(kind.rawValue),
                ]))
        }
    }

    package var digest: [UInt8] { Hash.sha256(Array("\(kind.rawValue)\n".utf8) + document) }

    /// Nil for what was not written by ``document``.
    init?(_ kind: Kind, _ document: [UInt8]) {
        guard case .object(let members)? = try? JSONReader.read(document) else { return nil }
        func text(_ name: ExactText) -> String? {
            if case .string(let text)? = members[name] { text.string } else { nil }
        }
        func texts(_ name: ExactText) -> [String]? {
            guard case .array(let values)? = members[name] else { return nil }
            return values.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
        }
        switch kind {
        case .revoke:
            guard let names = texts("passes"), let reason = text("reason") else { return nil }
            let passes = names.compactMap { PassID(hex: $0) }
            guard passes.count == names.count else { return nil }
            self = .revoke(passes, reason: reason)
        case .reinstate:
            guard let pass = text("pass").flatMap({ PassID(hex: $0) }), let reason = text("reason") else { return nil }
            self = .reinstate(pass, reason: reason)
        case .setRoles:
            guard let handle = text("staff").flatMap({ StaffHandle($0) }), let names = texts("roles") else {
                return nil
            }
            let roles = names.compactMap { StaffRole(rawValue: $0) }
            guard roles.count == names.count else { return nil }
            self = .setRoles(handle, Set(roles))
        case .putInForce:
            guard let kind = text("rules").flatMap(RuleKind.init),
                let bytes = text("content").flatMap({ Base64URL.decode(Array($0.utf8)) })
            else { return nil }
            self = .putInForce(kind, bytes)
        }
        guard self.document == document else { return nil }
    }
}

extension ChangeBody.Kind {
    package var permission: Permission {
        switch self {
        case .revoke, .reinstate: .suspendMany
        case .setRoles: .endStaff
        case .putInForce: .proposeRules
        }
    }
}
