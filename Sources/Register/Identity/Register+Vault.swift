package import PassCrypto
import PassFormat
import SQLStore

/// The vault's keys are replaced in three steps, each a command of whoever keeps the machine: another key seals (``use(vaultKey:number:by:now:)``),
/// everything is sealed anew (``reseal(by:now:)``), the old key is retired (``retire(vaultKey:by:now:)``).
extension Register {
    // MARK: Opening

    /// The vault as a database needs it: it seals with the newest key that the database knows, and has every key that is not retired.
    static func vault(_ keys: VaultKeys, _ engine: any SQLEngine) async throws -> IdentityVault {
        let (known, check) = try await engine.read { database in
            (try VaultKeyStore.all(database), try SettingStore.value(.vaultIndex, database))
        }
        for key in known where key.retiredAt == nil {
            guard let handle = keys.byNumber[key.number] else { throw RegisterError.missingVaultKey(key.number) }
            guard handle.publicKey == key.publicKey else { throw RegisterError.foreignVaultKey(key.number) }
        }
        let vault = try IdentityVault(keys, newest: known.last?.number ?? 0)
        if let check, try Hex.encode(vault.index.check()) != check { throw RegisterError.foreignIndexKey }
        return vault
    }

    /// What keyed hashes are made with: whoever keeps the key files keeps it beside them before the first key of the vault goes.
    package var vaultIndex: IndexKey { vault.index }

    /// Every column that holds boxes of the vault: `TABLE.COLUMN`.
    package static var sealedColumns: [String] { SealedColumn.all.map(\.name) }

    // MARK: Another key

    /// The number that the next key has.
    package func nextVaultNumber() async throws -> UInt16 {
        let last = try await engine.read { try VaultKeyStore.all($0).last?.number } ?? 0
        guard last < .max else { throw RegisterError(.impossibleChange, "the vault had every number that there is") }
        return last + 1
    }

    /// Seals with another key from now on. Its file, and that of the index, must be durable before this is called.
    package func use(vaultKey key: KeyHandle, number: UInt16, by principal: Principal, now: Int64) async throws {
        if restored != nil { throw RegisterError.isRestored }
        guard try await nextVaultNumber() == number else {
            throw RegisterError(.impossibleChange, "the vault has a key of the number \(number) already")
        }
        let check = Hex.encode(try vault.index.check())
        let first = vault.firstPublicKey
        try await engine.write { database in
            if number == 1, let first {
                try VaultKeyStore.insert(
                    VaultKeyStore.Key(number: 0, publicKey: first, madeAt: nil, retiredAt: nil), database)
            }
            try VaultKeyStore.insert(
                VaultKeyStore.Key(number: number, publicKey: key.publicKey, madeAt: now, retiredAt: nil), database)
            try SettingStore.set(.vaultIndex, check, database)
            try AuditStore.append(
                [.vault(.keyUsed(number, publicKey: key.publicKey))], at: now, by: principal, database)
        }
        // After it is durable: nothing is ever sealed with a key that the database does not know of.
        try vault.use(key, number: number)
    }

    // MARK: Sealing anew

    /// Seals every box that is of an older key with the newest, some rows in each transaction, while everything else goes on. Cut off
    /// anywhere it can be called again: what is done is done, and is known by what each box begins with.
    ///
    /// What was sealed before another key came and is stored after its row's turn stays of the old key; then ``retire(vaultKey:by:now:)``
    /// says so, and calling this again mends it.
    package func reseal(by principal: Principal, now: Int64) async throws -> ResealReport {
        if restored != nil { throw RegisterError.isRestored }
        return try await resealing.run {
            var report = ResealReport(number: vault.newest)
            guard report.number > 0 else { return report }
            for column in SealedColumn.all {
                let (boxes, unreadable) = try await reseal(column, number: report.number)
                if boxes > 0 { report.sealed[column.name] = boxes }
                if unreadable > 0 { report.unreadable[column.name] = unreadable }
            }
            let (number, boxes) = (report.number, report.boxes)
            // Not where nothing was done, and not where something is left.
            if boxes > 0, report.unreadable.isEmpty {
                try await engine.write { database in
                    try AuditStore.append(
                        [.vault(.resealed(number, boxes: boxes))], at: now, by: principal, database)
                }
            }
            return report
        }
    }

    private func reseal(_ column: SealedColumn, number: UInt16) async throws -> (boxes: Int, unreadable: Int) {
        var place = column.first
        var (boxes, unreadable) = (0, 0)
        while true {
            let done = try await engine.write { [vault, place] database in
                try Self.reseal(column, after: place, number: number, vault, database)
            }
            boxes += done.boxes
            unreadable += done.unreadable
            guard let last = done.last else { return (boxes, unreadable) }
            place = last
        }
    }

    @inline(never)
    private static func reseal(
        _ column: SealedColumn, after place: [SQLValue], number: UInt16, _ vault: IdentityVault,
        _ database: any SQLWriting
    ) throws -> (boxes: Int, unreadable: Int, last: [SQLValue]?) {
        var rows: [SQLRow] = []
        let beginning = SQLValue.blob(NumberedBox.prefix(number))
        try database.forEachRow(column.page, place + [beginning, .integer(Int64(column.atOnce))]) { rows.append($0) }
        var boxes: [[SQLValue]] = []
        for row in rows {
            guard let box = try vault.resealed(column.box(row), context: column.context(row)) else { continue }
            boxes.append([.blob(box)] + column.key(row))
        }
        try database.executeEach(column.put, boxes)
        return (boxes.count, rows.count - boxes.count, rows.last.map(column.key))
    }

    // MARK: What there is

    package func vaultOverview() async throws -> VaultOverview {
        let known = try await engine.read { try VaultKeyStore.all($0) }
        let boxes = try await boxes()
        if known.isEmpty, let first = vault.firstPublicKey {
            return VaultOverview(keys: [
                VaultOverview.Key(
                    number: 0, id: KeyID(rawValue: first.keyID), state: .current, madeAt: nil, retiredAt: nil,
                    boxes: boxes[0] ?? 0)
            ])
        }
        return VaultOverview(
            keys: known.map { key in
                VaultOverview.Key(
                    number: key.number, id: KeyID(rawValue: key.publicKey.keyID),
                    state: key.retiredAt != nil ? .retired : key.number == known.last?.number ? .current : .opening,
                    madeAt: key.madeAt, retiredAt: key.retiredAt, boxes: boxes[key.number] ?? 0)
            })
    }

    /// How many boxes there are of each key.
    private func boxes() async throws -> [UInt16: Int] {
        var boxes: [UInt16: Int] = [:]
        for column in SealedColumn.all {
            let counts = try await engine.read { database in
                var counts: [(UInt16, Int)] = []
                try database.forEachRow(
                    column.count, [.blob(NumberedBox.mark), .blob(NumberedBox.bytes(0))]
                ) { row in
                    let number = try row.blob(0)
                    guard number.count == 2 else { throw RegisterError.damaged("a box") }
                    counts.append((UInt16(number[0]) << 8 | UInt16(number[1]), Int(try row.integer(1))))
                }
                return counts
            }
            for (number, count) in counts { boxes[number, default: 0] += count }
        }
        return boxes
    }

    // MARK: The end of a key

    /// Says that a key is needed no more. Only where no box is of it, and none can come: a program that sealed with it since it opened the
    /// register may have a box in hand that is not stored yet.
    /// - Throws: ``RegisterError`` with code `impossibleChange` for what to do first.
    package func retire(vaultKey number: UInt16, by principal: Principal, now: Int64) async throws -> VaultRetirement {
        if restored != nil { throw RegisterError.isRestored }
        return try await resealing.run {
            guard let key = try await engine.read({ try VaultKeyStore.all($0) }).first(where: { $0.number == number })
            else { throw RegisterError(.notFound, "the vault has no old key \(number): see portpass vault list") }
            if key.retiredAt != nil { return .already }
            guard number < vault.newest else {
                throw RegisterError(
                    .impossibleChange, "the vault's key \(number) seals: begin with portpass vault rotate")
            }
            guard number < vault.newestAtOpening else {
                throw RegisterError(
                    .impossibleChange,
                    "the service sealed with key \(number) since it was started: start it anew, then reseal and retire")
            }
            let left = try await boxes()[number] ?? 0
            guard left == 0 else {
                throw RegisterError(
                    .impossibleChange, "\(left) boxes are of key \(number): first portpass vault reseal")
            }
            let isRetired = try await engine.write { database in
                guard try VaultKeyStore.retire(number, at: now, database) else { return false }
                try AuditStore.append([.vault(.keyRetired(number))], at: now, by: principal, database)
                return true
            }
            return isRetired ? .retired : .already
        }
    }
}

extension RegisterError {
    static func missingVaultKey(_ number: UInt16) -> RegisterError {
        let name = number == 0 ? "vault" : "vault-\(number)"
        return RegisterError(
            .wrongKeys,
            "this register has boxes of the vault's key \(number): put \(name).sealed and \(name).pub back from their copy"
        )
    }

    static func foreignVaultKey(_ number: UInt16) -> RegisterError {
        RegisterError(.wrongKeys, "the vault's key \(number) is not the one of this register: give that one")
    }

    static let missingIndexKey = RegisterError(
        .wrongKeys, "the key of the keyed hashes is missing: put index.sealed back from its copy")
    static let foreignIndexKey = RegisterError(
        .wrongKeys, "index.sealed is of another register's vault: put the right file back")
}
