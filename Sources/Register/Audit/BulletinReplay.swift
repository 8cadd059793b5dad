import PassCrypto
import SQLStore
import StrictJSON

/// Bulletins of a kind as the log tells them: a revision that was changed, made or taken away by hand shows as a difference.
struct BulletinReplay<Kind: BulletinKind>: TableReplay {
    private var revisions = ReplayedParts()

    mutating func apply(_ event: String, _ members: JSONObject) -> Bool {
        guard event.hasPrefix("\(Kind.noun)-"),
            let act = Kind.Act(rawValue: String(event.dropFirst(Kind.noun.count + 1)))
        else { return true }
        guard let number = members.integer(ExactText(Kind.noun)), let revision = members.integer("revision"),
            let digest = members.string("sha256")
        else { return false }
        revisions["revision \(revision) of \(Kind.noun) \(number)"] = "\(act.rawValue) \(digest)"
        return true
    }

    func compare(with database: any SQLReading) throws -> [AuditProblem] {
        var found = ReplayedParts.Comparison(with: revisions)
        try database.forEachRow(Kind.statements.everyRevision, []) { row in
            let digest = BulletinDigest.of(try row.blob(7), try row.text(5), try row.text(6))
            found.take(
                "revision \(try row.integer(1)) of \(Kind.noun) \(try row.integer(0))",
                "\(try row.text(2)) \(Hex.encode(digest))")
        }
        return found.problems(missing: "revisions of \(Kind.noun)s are not in the register")
    }
}
