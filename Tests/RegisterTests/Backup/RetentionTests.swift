import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import StrictJSON
import Testing
import TrustUpdates

@Suite("What is kept of people")
struct RetentionTests {
    static let now = ScratchRegister.now
    /// Records end on 2027-12-01; two years later, and a day.
    static let later = now + (365 + 731) * 86_400
    let scratch: ScratchRegister
    let place: ScratchFolder

    init() throws {
        scratch = try ScratchRegister()
        place = try ScratchFolder()
    }

    private func issue(_ person: Int, _ register: Register) async throws -> IssuedPass {
        try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass)
    }

    /// Whether any of the texts stands in the database's files or the list of erasures.
    private func holds(_ texts: [String], in folder: String) throws -> Bool {
        for name in ["register.sqlite", "register.sqlite-wal", "erasures"] {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
            if texts.contains(where: { data.firstRange(of: Data($0.utf8)) != nil }) { return true }
        }
        return false
    }

    @Test("goes when its time is over and not before, once, with one record of the run")
    func retention() async throws {
        let register = try await scratch.create()
        let pass = try await issue(1, register)
        let dry = try await register.runRetention(isDryRun: true, by: scratch.by, now: Self.later)
        #expect(dry.counts[.expiredPass] == 1)
        let early = try await register.runRetention(by: scratch.by, now: pass.expires + 729 * 86_400)
        #expect(early.total == 0)
        let size = try await register.auditSize()
        let report = try await register.runRetention(by: scratch.by, now: Self.later)
        #expect(report.counts[.expiredPass] == 1 && report.total == 1)
        // One for the passes, whose digests count from now on alone, and one for the run.
        #expect(try await register.auditSize() == size + 2)
        #expect(try await register.runRetention(by: scratch.by, now: Self.later).total == 0)
        let runs = try await register.retentionRuns(limit: 9)
        #expect(runs.map { $0.counts[.expiredPass] } == [0, 1, 0])
        #expect(runs.map(\.at) == [Self.later, Self.later, pass.expires + 729 * 86_400])
        #expect(runs.allSatisfy { $0.by == scratch.by.name && $0.counts.count == 7 })
        #expect(try await register.pass(pass.id)?.number == pass.number)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
        #expect(try !holds(["測試1"], in: scratch.folder))
    }

    @Test("is looked at once a day")
    func daily() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        #expect(try await register.runRetentionDaily(by: scratch.by, now: Self.now) != nil)
        #expect(try await register.runRetentionDaily(by: scratch.by, now: Self.now + 86_399) == nil)
        #expect(try await register.runRetentionDaily(by: scratch.by, now: Self.now + 86_400) != nil)
    }

    @Test("an erased pass whose digest was changed by hand is still found")
    func tampering() async throws {
        let register = try await scratch.create()
        _ = try await issue(1, register)
        _ = try await register.runRetention(by: scratch.by, now: Self.later)
        register.close()
        try await scratch.tamper { database in
            _ = try database.row("DROP TRIGGER pass_keeps_what_was_signed")
            try database.execute("UPDATE pass SET digest = zeroblob(16)")
        }
        let opened = try await scratch.open()
        #expect(try await !opened.verifyAudit().isIntact)
        opened.close()
    }

    @Test("is given out to whom it is of, and its identity number opened, with a record and without the number in it")
    func export() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let pass = try await issue(1, register)
        let file = try await register.exportPerson(Records.identity(1), by: scratch.by, now: Self.now)
        #expect(file.passes == 1)
        let text = String(decoding: JSONWriter.compact(file.json), as: UTF8.self)
        #expect(text.contains("測試1") && text.contains(pass.number))
        #expect(try await register.exportPerson(Records.identity(2), by: scratch.by, now: Self.now).passes == 0)
        let number = try await register.openIdentity(of: pass.id, purpose: .police, by: scratch.by, now: Self.now)
        #expect(number == Records.identity(1))
        let size = try await register.auditSize()
        let last = try #require(try await register.auditRecord(size - 1))
        let record = String(decoding: last, as: UTF8.self)
        #expect(record.contains("identity-opened") && record.contains("police-inquiry") && record.contains(pass.number))
        for number in 0..<size {
            let record = String(decoding: try await register.auditRecord(number) ?? [], as: UTF8.self)
            #expect(!record.contains(Records.identity(1)))
        }
        await #expect(throws: RegisterError.self) {
            _ = try await register.exportPerson("A123", by: scratch.by, now: Self.now)
        }
    }

    @Test("is erased when the law lets it, and what stays is named with its ground")
    func erasure() async throws {
        let register = try await scratch.create()
        let pass = try await issue(1, register)
        let kept = try await register.erasePerson(Records.identity(1), by: scratch.by, now: Self.now)
        #expect(kept.passes == 0 && kept.kept.map(\.what) == [pass.number])
        #expect(kept.kept.first?.until == pass.expires)
        #expect(kept.kept.first?.groundInChinese.contains("個人資料保護法") == true)
        #expect(try await register.pass(pass.id)?.text == pass.text)
        let over = try await register.erasePerson(Records.identity(1), by: scratch.by, now: pass.expires + 1)
        #expect(over.passes == 1 && over.kept.isEmpty)
        await #expect(throws: RegisterError.self) {
            _ = try await register.openIdentity(of: pass.id, purpose: .holder, by: scratch.by, now: pass.expires + 1)
        }
        #expect(try await register.verifyAudit().isIntact)
        register.close()
        #expect(try !holds(["測試1", Records.identity(1)], in: scratch.folder))
    }

    @Test("is erased again in a register that is put back from a backup of before")
    func erasedAgain() async throws {
        let register = try await scratch.create()
        let pass = try await issue(1, register)
        let other = try await issue(2, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        _ = try await register.backup(to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        _ = try await register.erasePerson(Records.identity(1), by: scratch.by, now: pass.expires + 1)
        register.close()
        let list = try Data(contentsOf: URL(filePath: scratch.folder + "/erasures"))
        _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: pass.expires + 60)
        #expect(try holds(["測試1"], in: place.path("r")))
        let restored = try await scratch.open(in: place.path("r"), now: pass.expires + 60)
        let outcome = try await restored.finishRestore(
            from: DirectoryFetcher(root: scratch.folder + "/tuf"), erasures: [UInt8](list), by: scratch.by,
            now: pass.expires + 120)
        restored.close()
        #expect(outcome.erasedAgain == 1)
        #expect(try !holds(["測試1"], in: place.path("r")))
        #expect(try holds(["測試2"], in: place.path("r")))
        let again = try await scratch.open(in: place.path("r"), now: pass.expires + 180)
        #expect(try await again.pass(other.id)?.text == other.text)
        #expect(try await again.verifyAudit().isIntact)
        again.close()
    }
}
