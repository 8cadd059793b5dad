import PassCrypto
import StrictJSON

/// What the audit log records of seminars beyond ``BulletinEvent``: the SHA-256 of an answer on the page of one.
enum SeminarEvent: Hashable, Sendable {
    case answer(question: Int64, isPublic: Bool, digest: [UInt8])
    /// Somebody looked at who is signed up.
    case peopleSeen(seminar: Int64)
    /// Who came was noted: how many of them, which is published.
    case attended(seminar: Int64, came: Int64)

    var name: String {
        switch self {
        case .answer(_, let isPublic, _): isPublic ? "seminar-answer-published" : "seminar-answer-taken-back"
        case .peopleSeen: "seminar-people-seen"
        case .attended: "seminar-attendance-noted"
        }
    }

    var members: JSONObject {
        switch self {
        case .answer(let question, _, let digest):
            ["question": .integer(question), "sha256": .text(Hex.encode(digest))]
        case .peopleSeen(let seminar): ["seminar": .integer(seminar)]
        case .attended(let seminar, let came): ["seminar": .integer(seminar), "came": .integer(came)]
        }
    }
}
