import Register
import Testing

@Suite("Webhooks of companies")
struct HookTests {
    static let now = CompanyScene.now

    private func make(_ scene: CompanyScene, by actor: AccountID) async throws -> (CompanyHook, HookSecret) {
        let outcome = try await scene.register.makeHook(
            address: "https://erp.example.com/port", allowsPlain: false, by: actor, now: Self.now)
        guard case .made(let hook, let secret) = outcome else { throw CompanyScene.Unexpected("\(outcome)") }
        return (hook, secret)
    }

    /// Everything that is due, sent.
    private func told(_ scene: CompanyScene, now: Int64 = CompanyScene.now) async throws -> [DueDelivery] {
        var told: [DueDelivery] = []
        while let due = try await scene.register.claimDelivery(now: now) {
            try await scene.register.settle(due, .sent(status: 200), now: now)
            told.append(due)
        }
        return told
    }

    private func body(_ due: DueDelivery) -> String { String(decoding: due.body, as: UTF8.self) }

    @Test("tell of what becomes of a company's own applications and passes, and of nobody's else")
    func events() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let stranger = try await scene.found("stranger", number: "10458575")
        let (hook, _) = try await make(scene, by: owner)
        let (foreign, _) = try await make(scene, by: stranger)
        let entries = try await scene.people(1, of: owner)
        try await scene.issued(BatchOrder(.person, .all, answers: CompanyScene.answers), by: owner)
        let number = try #require(try await register.companyApplications(by: owner).first).number
        let pass = try #require(try await register.companyPasses(by: owner, now: Self.now).first).number
        _ = try await register.release(entries[0].id, by: owner, now: Self.now)
        let told = try await told(scene)
        let bodies = told.map(body)
        #expect(bodies.first.map { $0.contains("\"state\":\"submitted\"") && $0.contains(number) } == true)
        #expect(bodies.contains { $0.contains("\"state\":\"issued\"") && $0.contains(number) })
        #expect(bodies.contains { $0.contains("pass.issued") && $0.contains(pass) })
        #expect(bodies.last.map { $0.contains("\"state\":\"revoked\"") && $0.contains("pass.state-changed") } == true)
        #expect(!bodies.contains { $0.contains("王") || $0.contains(CompanyScene.identity(1)) })
        #expect(Set(told.map(\.id)).count == told.count)
        let seen = try #require(try await register.hook(hook.id, by: owner))
        #expect(seen.deliveries.count == told.count && seen.deliveries.allSatisfy { $0.state == .sent })
        #expect(try await register.hook(foreign.id, by: owner) == nil)
        #expect(try await register.hook(foreign.id, by: stranger)?.deliveries.isEmpty == true)
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("are signed as Standard Webhooks says; for a day after a new secret by both")
    func signatures() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let (hook, secret) = try await make(scene, by: owner)
        _ = try await scene.people(1, of: owner)
        _ = try await register.apply(
            BatchOrder(.person, .all, answers: CompanyScene.answers), sends: true, by: owner, now: Self.now)
        let due = try #require(try await register.claimDelivery(now: Self.now))
        #expect(due.secrets == [secret] && secret.text.hasPrefix("whsec_"))
        let second = try #require(try await register.rotateHook(hook.id, by: owner, now: Self.now))
        try await register.settle(due, .failed(answer: "500"), now: Self.now)
        let again = try #require(try await register.claimDelivery(now: Self.now + 5))
        #expect(again.secrets == [second, secret] && again.id == due.id && again.body == due.body)
        try await register.settle(again, .failed(answer: "500"), now: Self.now + 5)
        let late = try #require(try await register.claimDelivery(now: Self.now + 86_400))
        #expect(late.secrets == [second])
    }

    @Test("have the signature of the specification's example")
    func vector() throws {
        let secret = try #require(HookSecret(text: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("are tried again, later and later; after days of nothing an endpoint is given up and its owners are told")
    func givenUp() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let (hook, _) = try await make(scene, by: owner)
        _ = try await scene.people(1, of: owner)
        _ = try await register.apply(
            BatchOrder(.person, .all, answers: CompanyScene.answers), sends: true, by: owner, now: Self.now)
        _ = try await scene.mails()
        var now = Self.now
        for wait in [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, nil] as [Int64?] {
            let due = try #require(try await register.claimDelivery(now: now))
            let other = try await register.claimDelivery(now: now)
            #expect(other == nil, "nothing else goes there meanwhile")
            let isOver = try await register.settle(due, .failed(answer: "503"), now: now)
            #expect(!isOver)
            guard let wait else { break }
            let early = try await register.claimDelivery(now: now + wait - 1)
            #expect(early == nil, "\(wait)")
            now += wait
        }
        let failed = try #require(try await register.hook(hook.id, by: owner))
        #expect(failed.deliveries[0].state == .failed && failed.hook.failingSince == Self.now)
        // The last straw, five days after the first.
        let later = Self.now + Register.hookPatience
        #expect(try await register.tellAgain(failed.deliveries[0].seq, at: hook.id, by: owner, now: later))
        let due = try #require(try await register.claimDelivery(now: later))
        #expect(try await register.settle(due, .failed(answer: "unreachable"), now: later))
        #expect(try await register.hook(hook.id, by: owner)?.hook.disabledAt == later)
        #expect(try await scene.mails(now: later).filter { $0.kind == .hookDisabled }.count == 1)
        #expect(try await register.claimDelivery(now: later + 86_400) == nil)
        // Used again, what waits goes on.
        #expect(try await register.enableHook(hook.id, by: owner, now: later))
        #expect(try await told(scene, now: later + 86_400).map(\.id) == [due.id])
        #expect(try await register.hook(hook.id, by: owner)?.hook.failingSince == nil)
    }

    @Test("of one company are told two things at a time, so that many slow ones hold up nobody else's")
    func fair() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let stranger = try await scene.found("stranger", number: "10458575")
        var own: [HookID] = []
        for _ in 0..<5 { own.append(try await make(scene, by: owner).0.id) }
        let (foreign, _) = try await make(scene, by: stranger)
        let order = BatchOrder(.person, .all, answers: CompanyScene.answers)
        for actor in [owner, stranger] {
            _ = try await scene.people(1, of: actor)
            _ = try await register.apply(order, sends: true, by: actor, now: Self.now)
        }
        var taken: [DueDelivery] = []
        while let due = try await register.claimDelivery(now: Self.now) { taken.append(due) }
        var busy = 0
        for id in own {
            let told = try #require(try await register.hook(id, by: owner)).deliveries
            busy += told.count { $0.state == .sending }
        }
        let seen = try #require(try await register.hook(foreign.id, by: stranger))
        #expect(taken.count == 3 && busy == 2 && seen.deliveries.map(\.state) == [.sending])
        try await register.settle(taken[0], .sent(status: 200), now: Self.now)
        #expect(try await register.claimDelivery(now: Self.now) != nil)
        #expect(try await register.claimDelivery(now: Self.now) == nil)
    }

    @Test("are for owners alone, and lead nowhere but to hosts of the public net over TLS")
    func addresses() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let manager = try await scene.join("manager", as: .manager, by: owner)
        await #expect(throws: RegisterError.self) { try await make(scene, by: manager) }
        for (address, rule) in [
            ("", "required"), ("http://erp.example.com/", "https"), ("ftp://erp.example.com/", "https"),
            ("https://127.0.0.1/", "public"), ("https://localhost/", "public"), ("https://[::1]/", "public"),
            ("https://10.0.0.1:8443/x", "public"), ("https://2130706433/", "public"),
            ("https://a:b@erp.example.com/", "format"),
            ("https://erp.example.com/#x", "format"), ("https://erp.example.com/ x", "format"),
            ("erp.example.com", "format"),
            ("https://erp.example.com/" + String(repeating: "x", count: 300), "too-long"),
        ] {
            let outcome = try await register.makeHook(address: address, allowsPlain: false, by: owner, now: Self.now)
            guard case .refused(let faults) = outcome else {
                Issue.record("\(address) was taken")
                continue
            }
            #expect(faults.map(\.rule) == [rule], "\(address)")
        }
        for _ in 0..<5 { _ = try await make(scene, by: owner) }
        await #expect(throws: CompanyScene.Unexpected.self) { try await make(scene, by: owner) }
    }
}
