import PassCrypto
import SQLStore
import StrictJSON

/// Consultations as the log tells them: a revision or an answer that was changed by hand, and a contribution that stands on a page
/// without that anybody let it through, show as a difference.
struct ConsultationReplay: TableReplay {
    private struct Name: Hashable {
        let consultation: Int64
        let part: Int64
    }

    private var revisions: [Name: String] = [:]
    private var replies: [Name: String] = [:]
    /// By number: the last decision; empty before there is one.
    private var contributions: [String: String] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        func string(_ name: ExactText) -> String? {
            if case .string(let text)? = members[name] { text.string } else { nil }
        }
        func integer(_ name: ExactText) -> Int64? {
            if case .integer(let number)? = members[name] { number } else { nil }
        }
        switch event {
        case "contribution-received":
            guard let number = string("contribution") else { return false }
            contributions[number] = ""
        case "contribution-reviewed":
            guard let number = string("contribution"), let decision = string("decision") else { return false }
            contributions[number] = decision
        case "consultation-reply":
            guard let number = integer("consultation"), let reply = integer("reply"), let digest = string("sha256")
            else { return false }
            replies[Name(consultation: number, part: reply)] = digest
        case _ where event.hasPrefix("consultation-"):
            guard let number = integer("consultation"), let revision = integer("revision"),
                let digest = string("sha256")
            else { return false }
            revisions[Name(consultation: number, part: revision)] =
                "\(event.dropFirst("consultation-".count)) \(digest)"
        default: break
        }
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        try compareRevisions(database) + compareReplies(database) + compareContributions(database)
    }

    private func compareRevisions(_ database: any SQLReading) throws -> [AuditProblem] {
        var (problems, count): ([AuditProblem], Int) = ([], 0)
        try database.forEachRow(
            """
            SELECT consultation, revision, act, content, reason, reason_en FROM consultation_revision
            ORDER BY consultation, revision
            """, []
        ) { row in
            count += 1
            let name = Name(consultation: try row.integer(0), part: try row.integer(1))
            let digest = AnnouncementDigest.of(
                content: try row.blob(3), reason: try row.text(4), reasonInEnglish: try row.text(5))
            if revisions[name] != "\(try row.text(2)) \(Hex.encode(digest))" {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "revision \(name.part) of consultation \(name.consultation) is not what the log says"))
            }
        }
        return problems + missing(revisions.count - count, "revisions of consultations")
    }

    private func compareReplies(_ database: any SQLReading) throws -> [AuditProblem] {
        let stored = try database.rows("SELECT consultation, reply FROM consultation_reply").map {
            Name(consultation: try $0.integer(0), part: try $0.integer(1))
        }
        var problems: [AuditProblem] = []
        for name in stored {
            let digest = try ConsultationStore.digest(ofReply: name.part, of: name.consultation, database)
            if replies[name] != digest.map({ Hex.encode($0) }) {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "answer \(name.part) of consultation \(name.consultation) is not what the log says"))
            }
        }
        return problems + missing(replies.count - stored.count, "answers of consultations")
    }

    private func compareContributions(_ database: any SQLReading) throws -> [AuditProblem] {
        var (problems, count): ([AuditProblem], Int) = ([], 0)
        try database.forEachRow("SELECT number, state, cause FROM contribution ORDER BY seq", []) { row in
            count += 1
            let number = try row.text(0)
            let decision: String? =
                switch ContributionState(rawValue: try row.text(1)) {
                case .received: ""
                case .published: ContributionDecision.publish.rawValue
                case .kept: try row.optionalText(2)
                case nil: nil
                }
            if decision == nil || contributions[number] != decision {
                problems.append(
                    AuditProblem(record: nil, "what became of contribution \(number) is not what the log says"))
            }
        }
        return problems + missing(contributions.count - count, "contributions")
    }

    private func missing(_ count: Int, _ what: String) -> [AuditProblem] {
        count > 0 ? [AuditProblem(record: nil, "\(count) \(what) are not in the register")] : []
    }
}
