import PassCrypto
import StrictJSON

/// What the audit log records of announcements: the SHA-256 of what everybody sees since.
struct AnnouncementEvent: Hashable, Sendable {
    let number: Int64
    let revision: Int64
    let act: AnnouncementAct
    let digest: [UInt8]

    var name: String { "announcement-\(act.rawValue)" }

    var members: JSONObject {
        [
            "announcement": .integer(number), "revision": .integer(revision), "sha256": .text(Hex.encode(digest)),
        ]
    }
}
