import PassCrypto
import PassFormat
import StrictJSON

/// What the audit log records of changes that two people make, and of what is done to many passes at once. What became of each pass
/// has records of its own.
enum ChangeEvent: Hashable, Sendable {
    case proposed(ChangeID, ChangeBody.Kind, digest: [UInt8])
    case decided(ChangeID, ChangeState, digest: [UInt8])
    /// So many passes of a company were suspended at once.
    case suspendedMany(ChangeID, count: Int, reason: String)
    case undoneMany(ChangeID, count: Int)

    var name: String {
        switch self {
        case .proposed: "change-proposed"
        case .decided(_, let state, _): "change-\(state.rawValue)"
        case .suspendedMany: "passes-suspended"
        case .undoneMany: "passes-suspended-undone"
        }
    }

    var members: JSONObject {
        switch self {
        case .proposed(let id, let kind, let digest):
            return ["change": .text(id.hex), "kind": .text(kind.rawValue), "sha256": .text(Hex.encode(digest))]
        case .decided(let id, _, let digest): return ["change": .text(id.hex), "sha256": .text(Hex.encode(digest))]
        case .suspendedMany(let id, let count, let reason):
            return ["suspension": .text(id.hex), "count": .integer(Int64(count)), "reason": .text(reason)]
        case .undoneMany(let id, let count): return ["suspension": .text(id.hex), "count": .integer(Int64(count))]
        }
    }
}
