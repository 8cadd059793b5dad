package import Identifiers
import PassCrypto
import PassVerify
import SQLStore
import StrictJSON

// What holds, and from when.
extension Register {
    /// Takes in what the database has; after opening, and after each change.
    func loadRules() async throws {
        let (stored, former) = try await engine.read {
            (try RuleSetStore.all($0), try RuleSetStore.formerViolationFiles($0))
        }
        ruleBook.replace(
            with: try files(of: stored), former: former.compactMap(Self.formerRules), seeds: seeds)
    }

    @inline(never)
    private func files(of stored: [StoredRuleSet]) throws -> [RuleSetFile] {
        try stored.map { set in
            let file = try RuleSetFile(set.kind, set.bytes, utcOffset: utcOffset)
            guard file.digest == set.digest, file.from == set.from else { throw RegisterError.damaged("a rule set") }
            return file
        }
    }

    @inline(never)
    private static func formerRules(_ bytes: [UInt8]) -> ViolationRules? {
        guard let value = try? JSONReader.read(bytes),
            let root = try? SeedObject(value, file: "violations.json", path: "")
        else { return nil }
        return try? ViolationRulesReader.read(root, digest: Hash.sha256(bytes))
    }

    /// What violations lead to that happened at a moment; nil before there were rules.
    package func violationRules(at time: Int64) -> ViolationRules? {
        ruleBook.contents.violations(on: CivilDate(of: time, utcOffset: utcOffset))
    }

    package func violationRules(_ digest: [UInt8]) -> ViolationRules? { ruleBook.contents.violations(digest) }

    /// Every set there is of a kind, in the order of their days: the seeds' first.
    package func ruleSets(_ kind: RuleKind) async throws -> [StoredRuleSet] {
        let stored = try await engine.read { try RuleSetStore.all($0) }.filter { $0.kind == kind }
        var first: [StoredRuleSet] = []
        if let bytes = seeds.files[kind.fileName] {
            let from: CivilDate? =
                switch kind {
                case .violations: seeds.violations?.from
                case .fees: seeds.fees.fees.map(\.from).min { $0.daysSinceEpoch < $1.daysSinceEpoch }
                }
            if let from {
                first = [
                    StoredRuleSet(
                        kind: kind, from: from, digest: Hash.sha256(bytes), bytes: bytes, adoptedAt: nil, adoptedBy: nil
                    )
                ]
            }
        }
        return first + stored
    }

    /// Whether a file is right, and could come in force after what there is.
    /// - Throws: ``RegisterError`` with code `invalidSeeds`: the member and what is wrong with it; `impossibleChange`.
    package func checkRules(_ kind: RuleKind, _ bytes: [UInt8], now: Int64) async throws -> RuleSetFile {
        let execution = ChangeExecution(seeds: seeds, keys: .none, principal: try Principal("rules"), now: now)
        return try await engine.read { try execution.checkRules(kind, bytes, $0) }
    }

    /// What the public pages say that is data, on a day.
    package func siteFacts(on day: CivilDate) -> SiteFacts {
        let table = fees
        guard table != seeds.fees else { return seeds.site }
        let today = day.daysSinceEpoch
        return seeds.site.with(
            fees: table.fees.filter { fee in fee.until.map { today <= $0.daysSinceEpoch } ?? true }.map { fee in
                SeedFee(
                    from: fee.from, kind: fee.kind, term: fee.term, amount: fee.amount, card: fee.card,
                    isCardWaived: fee.isCardWaived)
            })
    }
}

extension ChangeExecution {
    /// Whether a file could come in force.
    /// - Throws: ``RegisterError`` that says why not.
    func checkRules(_ kind: RuleKind, _ bytes: [UInt8], _ database: any SQLReading) throws -> RuleSetFile {
        let file = try RuleSetFile(kind, bytes, utcOffset: seeds.policy.utcOffset)
        let today = CivilDate(of: now, utcOffset: seeds.policy.utcOffset)
        guard file.from.daysSinceEpoch > today.daysSinceEpoch else {
            throw RegisterError(
                .impossibleChange,
                "\(kind.fileName) would hold from \(DateText.iso(file.from)): that must be after today")
        }
        let seeded = kind == .violations ? seeds.violations?.from.daysSinceEpoch : nil
        let last = max(try RuleSetStore.lastDay(kind, database) ?? .min, seeded ?? .min)
        guard file.from.daysSinceEpoch > last else {
            throw RegisterError(
                .impossibleChange,
                "\(kind.fileName) would hold from \(DateText.iso(file.from)), and another set does by then: a set is followed, and never changed"
            )
        }
        return file
    }
}
