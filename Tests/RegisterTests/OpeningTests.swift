import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing

@Suite("Opening a register")
struct OpeningTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func failure(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as RegisterError {
            return error.code.rawValue
        } catch let error as StoreError {
            return error.code.rawValue
        } catch {
            return "\(error)"
        }
    }

    @Test("a second process is refused and told who holds the directory")
    func second() async throws {
        let register = try await scratch.create()
        #expect(await failure { _ = try await scratch.open() } == "in-use")
        register.close()
        try await scratch.open().close()
    }

    @Test("other keys are refused: what they signed, every gate would refuse")
    func otherKeys() async throws {
        try await scratch.create().close()
        let right = scratch.keys
        let wrong = try ScratchRegister.key()
        for keys in [
            RegisterKeys(
                pass: wrong, status: right.status, audit: right.audit, receipt: right.receipt, vault: right.vault),
            RegisterKeys(
                pass: right.pass, status: wrong, audit: right.audit, receipt: right.receipt, vault: right.vault),
            RegisterKeys(
                pass: right.pass, status: right.status, audit: wrong, receipt: right.receipt, vault: right.vault),
            RegisterKeys(
                pass: right.pass, status: right.status, audit: right.audit, receipt: wrong, vault: right.vault),
            RegisterKeys(
                pass: right.status, status: right.pass, audit: right.audit, receipt: right.receipt, vault: right.vault),
        ] {
            #expect(await failure { _ = try await scratch.open(keys: keys) } == "wrong-keys")
        }
    }

    @Test("one key for two uses is refused when the register is made")
    func sharedKey() async throws {
        let keys = RegisterKeys(
            pass: scratch.keys.pass, status: scratch.keys.pass, audit: scratch.keys.audit,
            receipt: scratch.keys.receipt, vault: scratch.keys.vault)
        let code = await failure {
            _ = try await Register.create(
                directory: scratch.folder, seeds: ScratchRegister.seeds, keys: keys, repository: scratch.repository(),
                by: scratch.by, now: Self.now)
        }
        #expect(code == "wrong-keys")
    }

    @Test("a folder without a register, a missing, damaged or foreign database: one sentence each")
    func missing() async throws {
        #expect(await failure { _ = try await scratch.open() } == "not-a-register")
        try await scratch.create().close()
        #expect(await failure { _ = try await scratch.create() } == "already-exists")
        let path = scratch.folder + "/register.sqlite"
        let whole = try Data(contentsOf: URL(filePath: path))
        try Data(repeating: 0x41, count: 5000).write(to: URL(filePath: path))
        let foreign = await failure { _ = try await scratch.open() }
        #expect(foreign == "not-a-database")
        try Data().write(to: URL(filePath: path))
        let empty = await failure { _ = try await scratch.open() }
        #expect(empty == "damaged")
        try whole.prefix(whole.count / 3).write(to: URL(filePath: path))
        let code = await failure { _ = try await scratch.open() }
        #expect(code == "damaged" || code == "not-a-database", "\(code ?? "opened")")
        try whole.write(to: URL(filePath: path))
        try await scratch.open().close()
    }

    @Test("any damaged page is an error in words or is found by the check, never a trap")
    func damagedPages() async throws {
        let register = try await scratch.create()
        for person in 1...40 { _ = try await register.issue(Records.person(person), by: scratch.by, now: Self.now) }
        register.close()
        let path = scratch.folder + "/register.sqlite"
        let whole = [UInt8](try Data(contentsOf: URL(filePath: path)))
        var random = SplitMix(seed: 17)
        var found = 0
        let pages = whole.count / 4096
        for round in 0..<60 {
            var bytes = whole
            let page = round < 30 ? round : Int(random.next() % UInt64(pages))
            for _ in 0..<24 {
                bytes[page * 4096 + Int(random.next() % 4096)] = UInt8(truncatingIfNeeded: random.next())
            }
            try Data(bytes).write(to: URL(filePath: path))
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            do {
                let register = try await scratch.open()
                defer { register.close() }
                _ = try await register.issue(Records.person(1000 + round), by: scratch.by, now: Self.now)
                _ = try await register.publish(by: scratch.by, now: Self.now)
                let (problems, audit) = (try await register.integrityProblems(), try await register.verifyAudit())
                if !problems.isEmpty || !audit.isIntact { found += 1 }
            } catch {
                #expect(!"\(error)".isEmpty)
                found += 1
            }
        }
        #expect(found > 20)
    }

    @Test("changed seeds are put in force once, and said so; what would change the meaning of issued passes is refused")
    func changedSeeds() async throws {
        try await scratch.create().close()
        func edit(_ file: String, _ old: String, _ new: String) throws {
            let path = "\(scratch.folder)/seeds/\(file)"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(old))
            try text.replacingOccurrences(of: old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
        }
        let first = try await scratch.open()
        #expect(first.opening.adoptedSeeds == nil)
        first.close()
        try edit("rules.json", "\"P3Y\"", "\"P1Y\"")
        let second = try await scratch.open()
        #expect(second.opening.adoptedSeeds == 2)
        #expect(
            try await second.issue(Records.with(["notAfter": "P2Y"]), by: scratch.by, now: Self.now).refusal != nil)
        #expect(try await second.verifyAudit().isIntact)
        second.close()
        let third = try await scratch.open()
        #expect(third.opening.adoptedSeeds == nil)
        third.close()

        try edit(
            "zones.json", "{\"name\": \"A\", \"bit\": 0, \"label\": {\"zh\": \"東岸",
            "{\"name\": \"A\", \"bit\": 9, \"label\": {\"zh\": \"東岸")
        #expect(await failure { _ = try await scratch.open() } == "invalid-seeds")
        try edit("zones.json", "\"bit\": 9", "\"bit\": 0")
        try edit("policy.json", "\"twport\"", "\"other\"")
        #expect(await failure { _ = try await scratch.open() } == "invalid-seeds")
        try edit("policy.json", "\"other\"", "\"twport\"")
        try edit("policy.json", "https://pass.example/status/", "https://pass.example/s/")
        #expect(await failure { _ = try await scratch.open() } == "invalid-seeds")
        try edit("policy.json", "https://pass.example/s/", "https://pass.example/status/")
        try edit("policy.json", "\"clockSkew\"", "\"clockSkwe\"")
        #expect(await failure { _ = try await scratch.open() } == "invalid-seeds")
        try edit("policy.json", "\"clockSkwe\"", "\"clockSkew\"")
        try await scratch.open().close()
    }

    @Test("a register restored from before its last publication is not opened")
    func restored() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        let path = scratch.folder + "/register.sqlite"
        let backup = try Data(contentsOf: URL(filePath: path))
        let again = try await scratch.open()
        _ = try await again.issue(Records.wang, by: scratch.by, now: Self.now)
        _ = try await again.publish(by: scratch.by, now: Self.now + 1)
        again.close()
        try backup.write(to: URL(filePath: path))
        #expect(await failure { _ = try await scratch.open() } == "behind-published")
    }

    @Test("what the seeds of this repository say is what the gates get")
    func policy() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let policy = try scratch.gateTrust().policy
        #expect(policy == (try Register.decodeSeeds(ScratchRegister.seeds)).policy)
        let east = try #require(policy.gate("KEL-E1"))
        #expect(east.allowsIn && east.allowsOut && east.zones == 1 && east.port == "TWKEL")
        let west = try #require(policy.gate("KEL-W2"))
        #expect(west.allowsIn && !west.allowsOut && west.zones == 2)
        #expect(policy.gate("TPE-N1")?.port == "TWTPE")
        #expect(policy.paper[.one] == .admit)
        #expect(policy.schedules.contains { $0.windows.contains { $0.to <= $0.from } })
        register.close()
    }
}
