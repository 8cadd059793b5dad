import PassCrypto
import StrictJSON

/// What the audit log records of consultations beyond ``BulletinEvent``: hashes of answers, numbers of contributions and what became
/// of them. No contribution's text.
enum ConsultationEvent: Hashable, Sendable {
    /// An answer was written, or given to contributions; it is published with the consultation's.
    case reply(Int64, reply: Int64, digest: [UInt8])
    case received(ContributionNumber, of: Int64)
    case reviewed(ContributionNumber, of: Int64, ContributionDecision)

    var name: String {
        switch self {
        case .reply: "consultation-reply"
        case .received: "contribution-received"
        case .reviewed: "contribution-reviewed"
        }
    }

    var members: JSONObject {
        switch self {
        case .reply(let number, let reply, let digest):
            ["consultation": .integer(number), "reply": .integer(reply), "sha256": .text(Hex.encode(digest))]
        case .received(let number, let consultation):
            ["contribution": .text(number.text), "consultation": .integer(consultation)]
        case .reviewed(let number, let consultation, let decision):
            [
                "contribution": .text(number.text), "consultation": .integer(consultation),
                "decision": .text(decision.rawValue),
            ]
        }
    }
}

/// SHA-256 over everything of an answer that people read, and of what it answers.
enum ConsultationReplyDigest {
    /// The parts are told apart by a zero, which is in none of them.
    static func of(chinese: String, english: String, contributions: [String]) -> [UInt8] {
        Hash.sha256(
            Array(([chinese, english] + contributions.sorted()).joined(separator: "\0").utf8))
    }
}
