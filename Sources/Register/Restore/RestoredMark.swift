import PassCrypto
import StrictJSON

/// That a register was put back from a backup, and from which; kept in its database until it has taken over what is public.
package struct RestoredMark: Hashable, Sendable {
    /// When the backup was made, seconds since 1970.
    package let madeAt: Int64
    package let restoredAt: Int64
    /// The audit log of the backup: how many records, and their root.
    package let size: Int64
    let root: [UInt8]

    init(madeAt: Int64, restoredAt: Int64, checkpoint: Checkpoint) {
        self.madeAt = madeAt
        self.restoredAt = restoredAt
        size = checkpoint.size
        root = checkpoint.root
    }

    /// As it is stored.
    var text: String {
        let value: JSONObject = [
            "madeAt": .integer(madeAt), "restoredAt": .integer(restoredAt), "size": .integer(size),
            "root": .text(Hex.encode(root)),
        ]
        return String(decoding: JSONWriter.compact(.object(value)), as: UTF8.self)
    }

    init?(text: String) {
        guard let value = try? JSONReader.read(Array(text.utf8)), case .object(let object) = value,
            case .integer(let madeAt)? = object["madeAt"], case .integer(let restoredAt)? = object["restoredAt"],
            case .integer(let size)? = object["size"], case .string(let root)? = object["root"],
            let bytes = Hex.decode(root.string)
        else { return nil }
        self.madeAt = madeAt
        self.restoredAt = restoredAt
        self.size = size
        self.root = bytes
    }
}
