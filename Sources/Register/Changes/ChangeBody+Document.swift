import PassCrypto
import PassFormat
import StrictJSON
import TrustPublishing

extension ChangeBody {
    /// Canonical JSON: what the digest is of.
    package var document: [UInt8] { JSONWriter.compact(.object(members)) }

    private var members: JSONObject {
        func base64(_ bytes: [UInt8]) -> JSONValue { .text(String(decoding: Base64URL.encode(bytes), as: UTF8.self)) }
        switch self {
        case .revoke(let passes, let reason):
            return ["passes": .texts(passes.map(\.hex)), "reason": .text(reason)]
        case .reinstate(let pass, let reason): return ["pass": .text(pass.hex), "reason": .text(reason)]
        case .setRoles(let handle, let roles):
            return ["roles": .texts(roles.sorted().map(\.rawValue)), "staff": .text(handle.text)]
        case .putInForce(let kind, let bytes): return ["content": base64(bytes), "rules": .text(kind.rawValue)]
        case .announceKey(let use, let key, let wait):
            return ["use": .text(use.rawValue), "wait": .integer(wait), "x": .text(Hex.encode(key.bytes))]
        case .useKey(let use, let key), .withdrawKey(let use, let key):
            return ["key": .text(key.hex), "use": .text(use.rawValue)]
        case .replaceRoleKey(let role, let key):
            return ["role": .text(role.rawValue), "x": .text(Hex.encode(key.bytes))]
        case .takeRoot(let bytes): return ["content": base64(bytes)]
        case .condemnKey(let key): return ["key": .text(key.hex)]
        case .reissuePasses(let key, let days): return ["days": .integer(days), "key": .text(key.hex)]
        }
    }

    /// Nil for what was not written by ``document``.
    package init?(_ kind: Kind, _ document: [UInt8]) {
        guard case .object(let object)? = try? JSONReader.read(document) else { return nil }
        let members = Members(object: object)
        guard let body = kind.isAboutKeys ? Self.keys(kind, members) : Self.others(kind, members) else { return nil }
        self = body
        guard self.document == document else { return nil }
    }

    /// What stands in a document, each in its form.
    private struct Members {
        let object: JSONObject

        func text(_ name: ExactText) -> String? {
            if case .string(let text)? = object[name] { text.string } else { nil }
        }

        func texts(_ name: ExactText) -> [String]? {
            guard case .array(let values)? = object[name] else { return nil }
            return values.compactMap { if case .string(let text) = $0 { text.string } else { nil } }
        }

        func integer(_ name: ExactText) -> Int64? {
            if case .integer(let number)? = object[name] { number } else { nil }
        }

        func bytes(_ name: ExactText) -> [UInt8]? { text(name).flatMap { Base64URL.decode(Array($0.utf8)) } }

        var use: RegisterKey.Use? { text("use").flatMap(RegisterKey.Use.init) }
        var key: KeyID? { text("key").flatMap { KeyID(hex: $0) } }
        var publicKey: PublicKey? { text("x").flatMap { Hex.decode($0) }.flatMap { try? PublicKey($0) } }
    }

    private static func others(_ kind: Kind, _ members: Members) -> ChangeBody? {
        switch kind {
        case .revoke:
            guard let names = members.texts("passes"), let reason = members.text("reason") else { return nil }
            let passes = names.compactMap { PassID(hex: $0) }
            guard passes.count == names.count else { return nil }
            return .revoke(passes, reason: reason)
        case .reinstate:
            guard let pass = members.text("pass").flatMap({ PassID(hex: $0) }), let reason = members.text("reason")
            else { return nil }
            return .reinstate(pass, reason: reason)
        case .setRoles:
            guard let handle = members.text("staff").flatMap({ StaffHandle($0) }), let names = members.texts("roles")
            else { return nil }
            let roles = names.compactMap { StaffRole(rawValue: $0) }
            guard roles.count == names.count else { return nil }
            return .setRoles(handle, Set(roles))
        case .putInForce:
            guard let kind = members.text("rules").flatMap(RuleKind.init), let bytes = members.bytes("content") else {
                return nil
            }
            return .putInForce(kind, bytes)
        case .announceKey, .useKey, .withdrawKey, .replaceRoleKey, .takeRoot, .condemnKey, .reissuePasses: return nil
        }
    }

    private static func keys(_ kind: Kind, _ members: Members) -> ChangeBody? {
        switch kind {
        case .announceKey:
            guard let use = members.use, let key = members.publicKey, let wait = members.integer("wait") else {
                return nil
            }
            return .announceKey(use, key, wait: wait)
        case .useKey:
            guard let use = members.use, let key = members.key else { return nil }
            return .useKey(use, key)
        case .withdrawKey:
            guard let use = members.use, let key = members.key else { return nil }
            return .withdrawKey(use, key)
        case .replaceRoleKey:
            guard let role = members.text("role").flatMap(RepositoryRole.init), let key = members.publicKey else {
                return nil
            }
            return .replaceRoleKey(role, key)
        case .takeRoot: return members.bytes("content").map { .takeRoot($0) }
        case .condemnKey: return members.key.map { .condemnKey($0) }
        case .reissuePasses:
            guard let key = members.key, let days = members.integer("days") else { return nil }
            return .reissuePasses(key, days: days)
        case .revoke, .reinstate, .setRoles, .putInForce: return nil
        }
    }
}
