import PassCrypto
import SQLStore
import StrictJSON

/// Consultations as the log tells them: a revision or an answer that was changed by hand, and a contribution that stands on a page
/// without that anybody let it through, show as a difference.
struct ConsultationReplay: TableReplay {
    private var revisions = BulletinReplay<Consultations>()
    private var replies = ReplayedParts()
    /// The last decision; empty before there is one.
    private var contributions = ReplayedParts()

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        switch event {
        case "contribution-received":
            guard let number = members.string("contribution") else { return false }
            contributions[Self.outcome(of: number)] = ""
        case "contribution-reviewed":
            guard let number = members.string("contribution"), let decision = members.string("decision") else {
                return false
            }
            contributions[Self.outcome(of: number)] = decision
        case "consultation-reply":
            guard let number = members.integer("consultation"), let reply = members.integer("reply"),
                let digest = members.string("sha256")
            else { return false }
            replies[Self.name(ofReply: reply, of: number)] = digest
        default: return revisions.apply(event, members)
        }
        return true
    }

    private static func outcome(of contribution: String) -> String { "what became of contribution \(contribution)" }

    private static func name(ofReply reply: Int64, of consultation: Int64) -> String {
        "answer \(reply) of consultation \(consultation)"
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        try revisions.compare(with: database) + compareReplies(database) + compareContributions(database)
    }

    private func compareReplies(_ database: any SQLReading) throws -> [AuditProblem] {
        var found = ReplayedParts.Comparison(with: replies)
        for row in try database.rows("SELECT consultation, reply FROM consultation_reply") {
            let (number, reply) = (try row.integer(0), try row.integer(1))
            let digest = try ConsultationStore.digest(ofReply: reply, of: number, database)
            found.take(Self.name(ofReply: reply, of: number), digest.map { Hex.encode($0) })
        }
        return found.problems(missing: "answers of consultations are not in the register")
    }

    private func compareContributions(_ database: any SQLReading) throws -> [AuditProblem] {
        var found = ReplayedParts.Comparison(with: contributions)
        try database.forEachRow("SELECT number, state, cause FROM contribution ORDER BY seq", []) { row in
            let decision: String? =
                switch ContributionState(rawValue: try row.text(1)) {
                case .received: ""
                case .published: ContributionDecision.publish.rawValue
                case .kept: try row.optionalText(2)
                case nil: nil
                }
            found.take(Self.outcome(of: try row.text(0)), decision)
        }
        return found.problems(missing: "contributions are not in the register")
    }
}
