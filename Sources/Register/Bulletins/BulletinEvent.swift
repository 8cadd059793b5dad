import PassCrypto
import StrictJSON

/// What the audit log records of bulletins: the SHA-256 of what everybody sees since.
struct BulletinEvent: Hashable, Sendable {
    /// ``BulletinKind/noun``.
    let noun: String
    let number: Int64
    let revision: Int64
    let act: String
    let digest: [UInt8]

    init<Kind>(_ revision: BulletinRevision<Kind>, of number: Int64) {
        noun = Kind.noun
        self.number = number
        self.revision = revision.number
        act = revision.act.rawValue
        digest = revision.digest
    }

    var name: String { "\(noun)-\(act)" }

    var members: JSONObject {
        [ExactText(noun): .integer(number), "revision": .integer(revision), "sha256": .text(Hex.encode(digest))]
    }
}
