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
    /// The next root goes to those who sign it: its version, and the SHA-256 of what is signed.
    case rootOrdered(version: Int, digest: String)
    case rootOrderDropped(version: Int, digest: String)
    /// What was agreed on could not be carried out.
    case failed(ChangeID, ChangeBody.Kind)

    var name: String {
        switch self {
        case .proposed: "change-proposed"
        case .decided(_, let state, _): "change-\(state.rawValue)"
        case .suspendedMany: "passes-suspended"
        case .undoneMany: "passes-suspended-undone"
        case .rootOrdered: "root-ordered"
        case .rootOrderDropped: "root-order-dropped"
        case .failed: "change-failed"
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
        case .rootOrdered(let version, let digest), .rootOrderDropped(let version, let digest):
            return ["version": .integer(Int64(version)), "sha256": .text(digest)]
        case .failed(let id, let kind): return ["change": .text(id.hex), "kind": .text(kind.rawValue)]
        }
    }
}
