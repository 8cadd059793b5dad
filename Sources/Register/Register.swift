import Foundation
import PassFormat
import PassVerify
package import SQLStore
package import TrustPublishing

/// The register: passes from the accepted record to the published status list, and the log of everything done to them.
///
/// One process owns a register's directory (``DirectoryLock``). All state is in the database; every change is one transaction
/// together with its record in the audit log.
package final class Register: Sendable {
    let engine: any SQLEngine
    let files: RegisterFiles
    let keyRing: KeyRing
    let vault: IdentityVault
    let seeds: Seeds
    let repository: RepositoryWriter
    let random: RandomSource
    /// Publishing is done by one task at a time.
    let publishing = SerialLane()
    /// So are applications decided.
    let deciding = SerialLane()
    /// So are passes bound to phones.
    let binding = SerialLane()
    /// So are boxes sealed anew.
    let resealing = SerialLane()
    let texts = KnownTexts()
    let usual = UsualDurations()
    /// What violations lead to, and what passes cost.
    let ruleBook: RuleBook
    /// Told of everything that gates must learn of; the publisher waits for it.
    package let changes = ChangeSignal()
    /// Told of notices that wait to be sent, by whoever enqueued them, once that is durable.
    package let notices = ChangeSignal()
    /// Told of every approval that waits to be carried out.
    package let approvals = ChangeSignal()
    /// Where passwords are looked at.
    let passwords: PasswordHasher
    /// Told of every order about keys that two people gave; whoever carries them out waits for it.
    package let keyOrders = ChangeSignal()
    /// The key files, where this program may make and move them.
    package let keyFiles = KeyFiles()
    /// Passwords that others know; nil where no list was imported.
    let knownPasswords: KnownPasswords?
    /// Told of every order that was paid; whoever settles them waits for it.
    package let payments = ChangeSignal()
    /// Told when something is to be told again; what happens is looked for.
    package let hookEvents = ChangeSignal()
    private let lock: DirectoryLock
    /// What opening had to do; to be told to whoever opened.
    package let opening: OpeningReport
    /// There when the register was put back from a backup, and is read-only until that is finished.
    package let restored: RestoredMark?
    /// What whoever restores has in hand, until that is finished.
    let keysForRestoring: RegisterKeys?

    /// Stands between the register and its database; a test lets it fail.
    package typealias EngineWrapper = (any SQLEngine) -> any SQLEngine

    private init(
        engine: any SQLEngine, files: RegisterFiles, keyRing: KeyRing, vault: IdentityVault, seeds: Seeds,
        repository: RepositoryWriter, random: RandomSource, lock: DirectoryLock, opening: OpeningReport,
        restored: RestoredMark? = nil, keysForRestoring: RegisterKeys? = nil, knownPasswords: KnownPasswords? = nil
    ) {
        self.knownPasswords = knownPasswords
        self.engine = engine
        self.files = files
        self.keyRing = keyRing
        self.vault = vault
        self.seeds = seeds
        self.repository = repository
        self.random = random
        passwords = PasswordHasher(seeds.companies.passwords)
        ruleBook = RuleBook(seeds)
        self.lock = lock
        self.opening = opening
        self.restored = restored
        self.keysForRestoring = keysForRestoring
    }

    /// The issuer's short name, as passes carry it.
    package var issuer: String { seeds.policy.issuer.string }

    /// What the URI of every status list starts with.
    package var statusPrefix: String { seeds.policy.statusPrefix.string }

    /// How many passwords are refused because others know them; nil where no list was imported.
    package var knownPasswordCount: Int? { knownPasswords?.count }

    /// The reasons a pass may be changed for.
    package var reasons: [String] { seeds.reasons.map(\.code) }

    // MARK: Making and opening

    /// Makes a new register in a directory that exists (and may hold `keys/` and `tuf/`).
    ///
    /// The database is made under another name and gets its own when it is complete: a power cut leaves no half register.
    /// - Parameters:
    ///   - seeds: the folder whose files are copied.
    ///   - now: seconds since 1970.
    /// - Throws: ``RegisterError``, `StoreError`, `CryptoError`.
    package static func create(
        directory: String, seeds folder: String, keys: RegisterKeys, repository: RepositoryWriter,
        by principal: Principal,
        now: Int64, random: RandomSource = .system
    ) async throws -> Register {
        let lock = try DirectoryLock(directory: directory)
        let files = RegisterFiles(directory: directory)
        guard !FileManager.default.fileExists(atPath: files.database) else {
            throw RegisterError(.alreadyExists, "there is a register in \(directory) already: name another directory")
        }
        let seeds = try Seeds(folder: folder)
        try files.removeUnfinished()
        let engine = try SQLiteEngine(path: files.newDatabase, schema: RegisterSchema.schema, mode: .create)
        let permutation = IndexPermutation(random: random)
        try await engine.write { database in
            try RegisterFounding(seeds: seeds, keys: keys, now: now, principal: principal)
                .write(permutation: permutation, database)
        }
        try engine.close()
        try files.copy(seeds)
        try files.installDatabase()
        return try await open(
            files, lock: lock, keys: keys, repository: repository, by: principal, now: now, random: random,
            wrapping: { $0 })
    }

    /// Opens a register: takes its lock, checks database, keys and seeds, finishes or gives up what a crash left behind.
    /// - Throws: ``RegisterError``, `StoreError`, `CryptoError`.
    package static func open(
        directory: String, keys: RegisterKeys, repository: RepositoryWriter, by principal: Principal, now: Int64,
        random: RandomSource = .system, wrapping wrap: EngineWrapper = { $0 }
    ) async throws -> Register {
        let files = RegisterFiles(directory: directory)
        guard FileManager.default.fileExists(atPath: files.database) else {
            throw RegisterError(
                .notARegister, "there is no register in \(directory): make one with portpass init --data \(directory)")
        }
        let lock = try DirectoryLock(directory: directory)
        return try await open(
            files, lock: lock, keys: keys, repository: repository, by: principal, now: now, random: random,
            wrapping: wrap)
    }

    private static func open(
        _ files: RegisterFiles, lock: DirectoryLock, keys: RegisterKeys, repository: RepositoryWriter,
        by principal: Principal, now: Int64, random: RandomSource, wrapping wrap: EngineWrapper
    ) async throws -> Register {
        let store = try SQLiteEngine(path: files.database, schema: RegisterSchema.schema, mode: .existing)
        let engine = wrap(store)
        do {
            let vault = try await Self.vault(keys.vault, engine)
            let seeds = try Seeds(folder: files.seeds)
            if let text = try await store.read({ try SettingStore.value(.restored, $0) }) {
                guard let mark = RestoredMark(text: text) else { throw RegisterError.damaged("the mark of a backup") }
                // Which keys it should have, and what it published, is for the end of restoring to find out.
                return Register(
                    engine: ReadOnlyEngine(base: engine), files: files, keyRing: KeyRing(keys), vault: vault,
                    seeds: seeds,
                    repository: repository, random: random, lock: lock, opening: OpeningReport(), restored: mark,
                    keysForRestoring: keys)
            }
            var report = OpeningReport()
            let keyRing = KeyRing(keys)
            let check = RegisterOpening(engine: engine, files: files, keyRing: keyRing, repository: repository)
            try await check.checkKeys()
            try await check.checkPublished()
            report.adoptedSeeds = try await check.adopt(seeds, by: principal, now: now)
            let register = Register(
                engine: engine, files: files, keyRing: keyRing, vault: vault, seeds: seeds, repository: repository,
                random: random, lock: lock, opening: report)
            try await register.recover(into: &report, by: principal, now: now)
            let opened = Register(
                engine: engine, files: files, keyRing: keyRing, vault: vault, seeds: seeds, repository: repository,
                random: random, lock: lock, opening: report,
                knownPasswords: try KnownPasswords.inFolder(files.directory))
            try await opened.loadRules()
            return opened
        } catch {
            try? store.close()
            lock.release()
            throw error
        }
    }

    /// Checks a seeds folder without a register.
    /// - Throws: ``RegisterError`` with code `invalidSeeds`.
    package static func decodeSeeds(_ folder: String) throws(RegisterError) -> Seeds { try Seeds(folder: folder) }

    /// Writes what is left to the database's main file, closes it, and frees the directory.
    package func close() {
        try? engine.close()
        lock.release()
    }

    /// Reads the whole database.
    /// - Returns: what is wrong with it; empty when nothing is.
    package func integrityProblems() async throws -> [String] { try await engine.integrityProblems() }
}
