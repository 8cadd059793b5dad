import PassCrypto
import Tables

/// Holds a table's rows against the rules and against the entries that are known.
struct RosterMerge {
    let kind: RosterKind
    let now: Int64
    let utcOffset: Int64
    let vault: IdentityVault
    let random: RandomSource
    let most: Int64

    private(set) var added: [RosterStore.New] = []
    /// By the numbers of their rows.
    private(set) var changed: [(Int64, RosterStore.New)] = []
    private(set) var unchanged = 0
    private(set) var report = TableReport()
    private var wrong: Set<Int> = []

    init(
        kind: RosterKind, now: Int64, utcOffset: Int64, vault: IdentityVault, random: RandomSource, most: Int64
    ) {
        self.kind = kind
        self.now = now
        self.utcOffset = utcOffset
        self.vault = vault
        self.random = random
        self.most = most
    }

    private mutating func fail(_ row: Int, _ field: String?, _ rule: String) {
        report.add(row: row, field: field, rule: rule)
        wrong.insert(row)
    }

    mutating func take(_ table: Table, into rows: [RosterStore.Row]) throws {
        for problem in table.report.problems { fail(problem.row, problem.field, problem.rule) }
        let known = Dictionary(rows.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<[UInt8]> = []
        let field = kind == .person ? "idNumber" : "plate"
        for row in table.rows where !wrong.contains(row.number) {
            var typed = FieldValues()
            for (name, text) in row.cells { typed[name] = text }
            switch try RosterValues.check(typed, kind, now: now, utcOffset: utcOffset, vault) {
            case .failure(let faults):
                for fault in faults.faults { fail(row.number, fault.field, fault.rule) }
            case .success(let checked):
                guard seen.insert(checked.subject).inserted else {
                    fail(row.number, field, "repeated")
                    continue
                }
                if let old = known[checked.subject] {
                    try change(old, checked)
                } else if Int64(rows.count + added.count) < most {
                    added.append(try sealed(checked.values, checked.subject, id: nil))
                } else {
                    fail(row.number, nil, "too-many")
                }
            }
        }
    }

    private mutating func change(_ old: RosterStore.Row, _ checked: RosterValues) throws {
        let before = try SealedValues.open(old.document, "roster", of: old.id.bytes, vault)
        var after = before
        for name in checked.values.names { after[all: name] = checked.values[all: name] }
        if after == before {
            unchanged += 1
        } else {
            changed.append((old.seq, try sealed(after, checked.subject, id: old.id)))
        }
    }

    private func sealed(_ values: FieldValues, _ subject: [UInt8], id: RosterEntryID?) throws -> RosterStore.New {
        guard let id = id ?? RosterEntryID(random.bytes(RosterEntryID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let document = try SealedValues.seal(
            values, "roster", of: id.bytes, nonce: random.bytes(SecretBox.nonceByteCount), vault)
        return RosterStore.New(id: id, subject: subject, document: document)
    }

    func result(stores: Bool, ignored: [Int]) -> RosterImport {
        RosterImport(
            isStored: stores, added: added.count, changed: changed.count, unchanged: unchanged, report: report,
            wrongRows: wrong.count, ignoredColumns: ignored)
    }
}
