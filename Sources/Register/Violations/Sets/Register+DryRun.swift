import SQLStore

extension Register {
    /// Days that a dry run looks back.
    package static let dryRunDays: Int64 = 365

    /// What another file of rules would have made of the last year. Nothing is stored.
    /// - Throws: ``RegisterError`` with code `invalidSeeds`: the member of the file and what is wrong with it.
    package func dryRun(_ kind: RuleKind, _ bytes: [UInt8], now: Int64) async throws -> RuleDryRun {
        let file = try RuleSetFile(kind, bytes, utcOffset: utcOffset)
        let contents = ruleBook.contents
        let since = now - Self.dryRunDays * 86_400
        switch file.content {
        case .violations(let rules):
            let run = ViolationDryRun(
                file: file, rules: rules, engine: contents.engine(utcOffset: utcOffset), since: since)
            return run.run(try await engine.read { try ViolationStore.standing($0) })
        case .fees(let table):
            let run = FeeDryRun(file: file, other: table, fees: contents.fees, since: since, utcOffset: utcOffset)
            return run.run(try await engine.read { try FeeDryRun.sold(since: since, $0) })
        }
    }
}
