import PassCrypto
import Register
import SQLStore
import Synchronization
import Testing

@Suite("Codes to contacts")
struct CodeTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister
    private let wang: Contact
    private let chen: Contact

    init() throws {
        scratch = try ScratchRegister()
        wang = try #require(Contact(typed: "wang@example.com"))
        chen = try #require(Contact(typed: "0912345678"))
    }

    private func handle(_ answer: CodeAnswer) throws -> CodeHandle {
        guard case .sent(let handle) = answer else {
            Issue.record("\(answer)")
            throw CancellationError()
        }
        return handle
    }

    /// The code in the message that waits for a contact; nil where none waits.
    private func code(_ channel: Contact.Channel, _ register: Register, at now: Int64) async throws -> String? {
        guard let claimed = try await register.claimNotice(channel, now: now) else { return nil }
        try await register.settle(claimed, .sent, now: now)
        #expect(claimed.notice?.kind == .code)
        return claimed.notice?.facts["code"]
    }

    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test("A code proves the contact that it was sent to, once")
    func once() async throws {
        let register = try await scratch.create()
        let handle = try handle(
            await register.sendCode(to: .contact(wang), language: .vi, client: nil, now: Self.now))
        let claimed = try #require(try await register.claimNotice(.email, now: Self.now))
        let notice = try #require(claimed.notice)
        #expect(notice.to == wang && notice.language == .vi && notice.facts["minutes"] == "10")
        let code = try #require(notice.facts["code"])
        #expect(code.utf8.count == 6)
        #expect(try await register.proveCode(handle, typed: code, now: Self.now + 599) == .proved(wang))
        #expect(try await register.proveCode(handle, typed: code, now: Self.now + 599) == .over)
        register.close()
    }

    @Test("It runs out, and wrong ones burn it: the right one is too late then")
    func limits() async throws {
        let register = try await scratch.create()
        let first = try handle(
            await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now))
        let code = try #require(try await code(.email, register, at: Self.now))
        #expect(try await register.proveCode(first, typed: code, now: Self.now + 600) == .over)

        let second = try handle(
            await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now + 700))
        let other = try #require(try await self.code(.email, register, at: Self.now + 700))
        for left in [4, 3, 2, 1] as [Int64] {
            let typed = left == 3 ? "no code" : wrong(other)
            #expect(try await register.proveCode(second, typed: typed, now: Self.now + 701) == .wrong(triesLeft: left))
        }
        #expect(try await register.proveCode(second, typed: wrong(other), now: Self.now + 702) == .over)
        #expect(try await register.proveCode(second, typed: other, now: Self.now + 703) == .over)
        register.close()
    }

    @Test("Only the last one is good, and one that waits to be sent is not sent any more")
    func replaced() async throws {
        let register = try await scratch.create()
        let first = try handle(await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now))
        let one = try #require(try await code(.email, register, at: Self.now))
        let second = try handle(await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now))
        let third = try handle(await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now))
        let last = try #require(try await code(.email, register, at: Self.now))
        #expect(try await code(.email, register, at: Self.now) == nil, "the second one was taken back")
        #expect(try await register.proveCode(first, typed: one, now: Self.now) == .over)
        #expect(try await register.proveCode(second, typed: last, now: Self.now) == .over)
        #expect(try await register.proveCode(third, typed: last, now: Self.now) == .proved(wang))
        register.close()
    }

    @Test("Another's code proves nothing, nor does a handle that nobody got")
    func foreign() async throws {
        let register = try await scratch.create()
        let mine = try handle(await register.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now))
        let theirs = try handle(await register.sendCode(to: .contact(chen), language: .en, client: nil, now: Self.now))
        let code = try #require(try await code(.email, register, at: Self.now))
        // One of a million is the same by chance.
        if try await self.code(.mobile, register, at: Self.now) != code {
            #expect(try await register.proveCode(theirs, typed: code, now: Self.now) == .wrong(triesLeft: 4))
        }
        let nobody = try #require(CodeHandle(hex: String(repeating: "0", count: 32)))
        #expect(try await register.proveCode(nobody, typed: code, now: Self.now) == .over)
        #expect(try await register.proveCode(mine, typed: code, now: Self.now) == .proved(wang))
        for hex in ["", "0", String(repeating: "0", count: 31), String(repeating: "A", count: 32)] {
            #expect(CodeHandle(hex: hex) == nil)
        }
        register.close()
    }

    @Test("There are so many an hour for one contact, for one client, and in all")
    func rationed() async throws {
        let register = try await scratch.create()
        var rules = CodeRules()
        rules.perContact = 2
        rules.perClient = 3
        rules.overall = 5
        func ask(_ typed: String, _ client: String?, at now: Int64) async throws -> CodeAnswer {
            try await register.sendCode(
                to: .contact(try #require(Contact(typed: typed))), language: .en, client: client, rules: rules, now: now
            )
        }
        _ = try handle(await ask("a@x.tw", "1", at: Self.now))
        _ = try handle(await ask("a@x.tw", "2", at: Self.now + 100))
        #expect(try await ask("a@x.tw", "3", at: Self.now + 200) == .tooMany(retryAfter: 3_400))
        _ = try handle(await ask("b@x.tw", "1", at: Self.now + 200))
        _ = try handle(await ask("c@x.tw", "1", at: Self.now + 300))
        #expect(try await ask("d@x.tw", "1", at: Self.now + 400) == .tooMany(retryAfter: 3_200))
        _ = try handle(await ask("d@x.tw", nil, at: Self.now + 400))
        #expect(try await ask("e@x.tw", "4", at: Self.now + 500) == .tooMany(retryAfter: 3_100))
        _ = try handle(await ask("a@x.tw", "5", at: Self.now + 3_600))
        register.close()
    }

    @Test("Other numbers of the same person do not get them more messages, and this does not show")
    func byManyWays() async throws {
        let register = try await scratch.create()
        var rules = CodeRules()
        rules.perContact = 2
        var handles: [CodeHandle] = []
        for number in 1...4 {
            handles.append(
                try handle(
                    await register.sendCode(
                        to: .onFile(wang, asked: "A26-\(number)"), language: .en, client: nil, rules: rules,
                        now: Self.now)))
        }
        let code = try #require(try await code(.email, register, at: Self.now))
        #expect(try await self.code(.email, register, at: Self.now) == nil)
        // The last that was sent is not put out of force by those that were not.
        #expect(try await register.proveCode(handles[1], typed: code, rules: rules, now: Self.now) == .proved(wang))
        let third = try await register.sendCode(
            to: .onFile(wang, asked: "A26-1"), language: .en, client: nil, rules: rules, now: Self.now)
        _ = try handle(third)
        #expect(
            try await register.sendCode(
                to: .onFile(nil, asked: "A26-1"), language: .en, client: nil, rules: rules, now: Self.now)
                == .tooMany(retryAfter: 3_600))
        register.close()
    }

    @Test("For somebody and for nobody the same is asked of the randomness, of the keys and of the database")
    func equalWork() async throws {
        let register = try await scratch.create()
        register.close()
        nonisolated(unsafe) var engine: RecordingEngine?
        let asked = Mutex<[Int]>([])
        let random = RandomSource { count in
            asked.withLock { $0.append(count) }
            return RandomSource.system.bytes(count)
        }
        let opened = try await Register.open(
            directory: scratch.folder, keys: scratch.keys, repository: scratch.repository(), by: scratch.by,
            now: Self.now, random: random
        ) { base in
            let recording = RecordingEngine(base)
            engine = recording
            return recording
        }
        let recording = try #require(engine)
        /// The draw of six digits may take more than one try.
        func work(_ target: CodeTarget) async throws -> (log: [String], draws: [Int], hashes: Int) {
            _ = recording.takeLog()
            asked.withLock { $0 = [] }
            let before = opened.vaultOperations
            let handle = try handle(
                await opened.sendCode(to: target, language: .zhHant, client: "1.2.3.4", now: Self.now))
            let sent = recording.takeLog()
            let (draws, hashes) = (asked.withLock { $0 }, opened.vaultOperations - before)
            #expect(try await opened.proveCode(handle, typed: "no code", now: Self.now) == .wrong(triesLeft: 4))
            return (sent + recording.takeLog(), Array(draws.drop { $0 == 4 }), hashes)
        }
        let known = try await work(.onFile(wang, asked: "A26-1"))
        let unknown = try await work(.onFile(nil, asked: "A26-2"))
        let typed = try await work(.contact(chen))
        #expect(known.log.count > 8 && known.hashes > 5)
        #expect(unknown.draws == known.draws && typed.draws == known.draws)
        #expect(unknown.hashes == known.hashes && typed.hashes == known.hashes)
        // What nobody is sent is not kept.
        let normal = { (log: [String]) in
            log.map {
                $0.hasPrefix("INSERT INTO notice")
                    ? String($0.prefix { $0 != "[" })
                    : $0.replacing("blob 104", with: "box").replacing("null", with: "?")
            }
        }
        #expect(normal(unknown.log) == normal(known.log))
        #expect(normal(typed.log) == normal(known.log))
        opened.close()
    }

    @Test("A code and its message are stored together or not at all")
    func together() async throws {
        for moment in FaultyEngine.Moment.allCases {
            let scratch = try ScratchRegister()
            let register = try await scratch.create()
            register.close()
            nonisolated(unsafe) var engine: FaultyEngine?
            let faulty = try await scratch.open { base in
                let made = FaultyEngine(base, moment)
                engine = made
                return made
            }
            engine?.cutPower(at: 0)
            await #expect(throws: FaultyEngine.PowerCut.self) {
                try await faulty.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now)
            }
            faulty.close()
            nonisolated(unsafe) var counts: [Int64?] = []
            try await scratch.tamper { database in
                counts = [
                    try database.integer("SELECT COUNT(*) FROM contact_code"),
                    try database.integer("SELECT COUNT(*) FROM notice"),
                ]
            }
            #expect(counts == (moment == .after ? [1, 1] : [0, 0]))
        }
    }

    @Test("A transaction that is run twice sends one message")
    func repeated() async throws {
        let register = try await scratch.create()
        register.close()
        let again = try await scratch.open { RepeatingEngine($0) }
        let handle = try handle(await again.sendCode(to: .contact(wang), language: .en, client: nil, now: Self.now))
        let code = try #require(try await code(.email, again, at: Self.now))
        #expect(try await self.code(.email, again, at: Self.now) == nil)
        #expect(try await again.proveCode(handle, typed: code, now: Self.now) == .proved(wang))
        again.close()
    }

    @Test("Counts and codes that are over are forgotten")
    func purged() async throws {
        let register = try await scratch.create()
        let rules = CodeRules()
        _ = try await register.sendCode(to: .contact(wang), language: .en, client: "1", now: Self.now)
        try await register.purgeSessions(rules: rules, now: Self.now + 3_600)
        #expect(try await register.noticeCounts(now: Self.now).waiting[.email] == 1)
        try await register.purgeSessions(rules: rules, now: Self.now + 3_601)
        register.close()
        nonisolated(unsafe) var count: Int64?
        try await scratch.tamper { count = try $0.integer("SELECT COUNT(*) FROM contact_code") }
        #expect(count == 0)
    }
}
