import PassCrypto
import SQLStore
import StrictJSON

/// Announcements as the log tells them: a revision that was changed, made or taken away by hand shows as a difference.
struct NewsReplay: TableReplay {
    private struct Name: Hashable {
        let announcement: Int64
        let revision: Int64
    }

    private var revisions: [Name: String] = [:]

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        guard event.hasPrefix("announcement-") else { return true }
        guard case .integer(let number)? = members["announcement"], case .integer(let revision)? = members["revision"],
            case .string(let digest)? = members["sha256"]
        else { return false }
        revisions[Name(announcement: number, revision: revision)] =
            "\(event.dropFirst("announcement-".count)) \(digest.string)"
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var problems: [AuditProblem] = []
        var count = 0
        try database.forEachRow(
            """
            SELECT announcement, revision, act, content, reason, reason_en FROM announcement_revision
            ORDER BY announcement, revision
            """, []
        ) { row in
            count += 1
            let name = Name(announcement: try row.integer(0), revision: try row.integer(1))
            let digest = AnnouncementDigest.of(
                content: try row.blob(3), reason: try row.text(4), reasonInEnglish: try row.text(5))
            if revisions[name] != "\(try row.text(2)) \(Hex.encode(digest))" {
                problems.append(
                    AuditProblem(
                        record: nil,
                        "revision \(name.revision) of announcement \(name.announcement) is not what the log says"))
            }
        }
        if count < revisions.count {
            problems.append(
                AuditProblem(
                    record: nil, "\(revisions.count - count) revisions of announcements are not in the register"))
        }
        return problems
    }
}
