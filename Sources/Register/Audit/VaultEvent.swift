import PassCrypto
import StrictJSON

/// What the audit log records of the vault's keys: their numbers and public halves.
enum VaultEvent: Hashable, Sendable {
    /// Boxes are sealed with it from now on.
    case keyUsed(UInt16, publicKey: PublicKey)
    /// Every box is of this key: how many were sealed anew since it was last said.
    case resealed(UInt16, boxes: Int)
    /// No box is of it, and none will be.
    case keyRetired(UInt16)

    var name: String {
        switch self {
        case .keyUsed: "vault-key-used"
        case .resealed: "vault-resealed"
        case .keyRetired: "vault-key-retired"
        }
    }

    var members: JSONObject {
        switch self {
        case .keyUsed(let number, let key):
            ["number": .integer(Int64(number)), "x": .text(Hex.encode(key.bytes))]
        case .resealed(let number, let boxes):
            ["number": .integer(Int64(number)), "boxes": .integer(Int64(boxes))]
        case .keyRetired(let number): ["number": .integer(Int64(number))]
        }
    }
}
