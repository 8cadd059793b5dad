import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import ServiceScenes
import Testing
import TrustPublishing

@Suite("Keys that two people change")
struct KeyChangeTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister
    let anna: Principal
    let bo: Principal

    init() throws {
        scratch = try ScratchRegister()
        anna = try Principal("staff:anna")
        bo = try Principal("staff:bo")
    }

    private func register() async throws -> Register {
        let register = try await scratch.create()
        register.keyFiles.keep(with: scratch.keyKeeper)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        return register
    }

    private func agree(_ change: StaffChange, _ register: Register, now: Int64 = Self.now) async throws {
        let decision = try await register.decide(.agree, change.id, seen: change.digest, by: bo, now: now)
        guard case .becomes(let done) = decision, done.state == .done else {
            throw CompanyScene.Unexpected("\(decision)")
        }
    }

    private func isStale(_ change: StaffChange, _ register: Register, now: Int64 = Self.now) async -> Bool {
        do {
            _ = try await register.decide(.agree, change.id, seen: change.digest, by: bo, now: now)
            return false
        } catch {
            return (error as? RegisterError)?.code == .impossibleChange
        }
    }

    @Test("The key that was proposed is announced, and put in use when the gates have it, each by two")
    func rotation() async throws {
        let register = try await register()
        let old = try #require(try await register.issue(Records.person(1), by: scratch.by, now: Self.now).pass)
        let announce = try await register.proposeKey(for: .pass, wait: 0, note: "", by: anna, now: Self.now)
        guard case .announceKey(.pass, let key, 0) = announce.body else {
            throw CompanyScene.Unexpected("\(announce.body)")
        }
        #expect(try await register.rotation(of: .pass, now: Self.now).stage == .settled)
        try await agree(announce, register)
        #expect(try await register.rotation(of: .pass, now: Self.now).announced?.publicKey == key)
        // Not published yet: nobody can even propose to use it.
        let use = ChangeBody.useKey(.pass, KeyID(rawValue: key.keyID))
        await #expect(throws: RegisterError.self) {
            try await register.propose(use, note: "", by: anna, now: Self.now)
        }
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let change = try await register.propose(use, note: "", by: anna, now: Self.now)
        #expect(scratch.keyKeeper.adopted.isEmpty)
        try await agree(change, register)
        #expect(scratch.keyKeeper.adopted == [.use(.pass)])
        #expect(try await register.rotation(of: .pass, now: Self.now).current?.publicKey == key)
        let new = try #require(try await register.issue(Records.person(2), by: scratch.by, now: Self.now).pass)
        for pass in [old, new] { #expect(try scratch.decide(pass.text).verdict == .admit) }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A key that does not lie there any more is not announced; the same one is proposed again until it is")
    func files() async throws {
        let register = try await register()
        let first = try await register.proposeKey(for: .status, note: "", by: anna, now: Self.now)
        let again = try await register.proposeKey(for: .status, note: "", by: anna, now: Self.now)
        #expect(first.body == again.body)
        scratch.keyKeeper.forget(.use(.status))
        #expect(await isStale(first, register))
        let other = try await register.proposeKey(for: .status, note: "", by: anna, now: Self.now)
        #expect(other.body != first.body)
        #expect(await isStale(first, register))
        try await agree(other, register)
        #expect(await isStale(again, register))
        let withdraw = try await register.propose(
            .withdrawKey(.status, try #require(try await register.rotation(of: .status, now: Self.now).announced).id),
            note: "", by: anna, now: Self.now)
        try await agree(withdraw, register)
        #expect(try await register.rotation(of: .status, now: Self.now).stage == .settled)
        #expect(try scratch.keyKeeper.waiting(for: .use(.status)) == nil)
        register.close()
    }

    @Test("A key that signs and could not be given its name is not lost when another is made")
    func stuck() async throws {
        let register = try await register()
        let announce = try await register.proposeKey(for: .pass, wait: 0, note: "", by: anna, now: Self.now)
        try await agree(announce, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let next = try #require(try await register.rotation(of: .pass, now: Self.now).announced).id
        let use = try await register.propose(.useKey(.pass, next), note: "", by: anna, now: Self.now)
        scratch.keyKeeper.isStuck(true)
        try await agree(use, register)
        #expect(scratch.keyKeeper.adopted.isEmpty)
        await #expect(throws: (any Error).self) {
            try await register.proposeKey(for: .pass, note: "", by: anna, now: Self.now)
        }
        #expect(try scratch.keyKeeper.waiting(for: .use(.pass)).map { KeyID(rawValue: $0.keyID) } == next)
        scratch.keyKeeper.isStuck(false)
        _ = try await register.proposeKey(for: .pass, note: "", by: anna, now: Self.now)
        #expect(scratch.keyKeeper.adopted == [.use(.pass)])
        register.close()
    }

    @Test("Without key files nothing about keys is proposed, and what was is not carried out")
    func withoutFiles() async throws {
        let register = try await scratch.create()
        let body = ChangeBody.condemnKey(KeyID(rawValue: scratch.keys.pass.publicKey.keyID))
        await #expect(throws: RegisterError.self) {
            try await register.propose(body, note: "", by: anna, now: Self.now)
        }
        #expect(try await register.recentChanges().isEmpty)
        register.close()
    }

    @Test("A key is condemned by two; then its passes are issued anew by two, and what broke is gone on with")
    func compromise() async throws {
        let register = try await register()
        let stolen = KeyID(rawValue: scratch.keys.pass.publicKey.keyID)
        var passes: [IssuedPass] = []
        for number in 1...3 {
            passes.append(
                try #require(try await register.issue(Records.person(number), by: scratch.by, now: Self.now).pass))
        }
        let condemn = try await register.propose(.condemnKey(stolen), note: "", by: anna, now: Self.now)
        #expect(try await register.compromise(of: stolen, now: Self.now).state == .current)
        try await agree(condemn, register)
        #expect(try await register.compromise(of: stolen, now: Self.now).state == .compromised)
        // Nothing to issue them with yet.
        let reissue = ChangeBody.reissuePasses(stolen, days: 0)
        await #expect(throws: RegisterError.self) {
            try await register.propose(reissue, note: "", by: anna, now: Self.now)
        }
        try await scratch.replace(.pass, with: try ScratchRegister.key(), in: register, at: Self.now)
        let change = try await register.propose(reissue, note: "", by: anna, now: Self.now)
        try await agree(change, register)
        #expect(try await register.openKeyOrders().map(\.change.id) == [change.id])
        #expect(try await register.compromise(of: stolen, now: Self.now).remaining == 3)
        try await register.carryOutKeyOrders(now: { Self.now })
        #expect(try await register.openKeyOrders().isEmpty)
        #expect(try await register.keyOrder(of: change.id)?.failure == nil)
        #expect(try await register.compromise(of: stolen, now: Self.now).replaced == 3)
        for pass in passes {
            #expect(try await register.passes(number: pass.number).map(\.state) == [.superseded, .active])
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("A delegated role's key is replaced by two: what breaks is tried again, what can't be is given up and said")
    func role() async throws {
        let register = try await register()
        func keys() async throws -> [KeyID] {
            try await register.keyOverview(now: Self.now).roles.first { $0.name == "ops" }?.keys ?? []
        }
        let before = try await keys()
        let change = try await register.proposeRoleKey(for: .ops, note: "", by: anna, now: Self.now)
        guard case .replaceRoleKey(.ops, let key) = change.body else {
            throw CompanyScene.Unexpected("\(change.body)")
        }
        try await agree(change, register)
        scratch.keyKeeper.isBroken(true)
        await #expect(throws: (any Error).self) { try await register.carryOutKeyOrders(now: { Self.now }) }
        #expect(try await keys() == before)
        #expect(try await register.openKeyOrders().count == 1)
        scratch.keyKeeper.isBroken(false)
        try await register.carryOutKeyOrders(now: { Self.now })
        #expect(try await keys() == [KeyID(rawValue: key.keyID)])
        #expect(scratch.keyKeeper.adopted == [.role(.ops)])
        // The next publication is signed with it.
        _ = try await register.publish(by: scratch.by, now: Self.now + 600)
        let second = try await register.proposeRoleKey(for: .ops, note: "", by: anna, now: Self.now + 600)
        try await agree(second, register, now: Self.now + 600)
        scratch.keyKeeper.forget(.role(.ops))
        try await register.carryOutKeyOrders(now: { Self.now + 600 })
        #expect(try await register.keyOrder(of: second.id)?.failure != nil)
        #expect(try await keys() == [KeyID(rawValue: key.keyID)])
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test(
        "What was agreed on is carried out although the service stopped: before it, and between publishing and the file's name"
    )
    func cutOff() async throws {
        let register = try await register()
        let change = try await register.proposeRoleKey(for: .audit, note: "", by: anna, now: Self.now)
        guard case .replaceRoleKey(.audit, let key) = change.body else {
            throw CompanyScene.Unexpected("\(change.body)")
        }
        try await agree(change, register)
        register.close()
        func opened() async throws -> Register {
            let register = try await scratch.open(now: Self.now + 1)
            register.keyFiles.keep(with: scratch.keyKeeper)
            return register
        }
        func keys(_ register: Register) async throws -> [KeyID] {
            try await register.keyOverview(now: Self.now).roles.first { $0.name == "audit" }?.keys ?? []
        }
        let second = try await opened()
        scratch.keyKeeper.isStuck(true)
        await #expect(throws: (any Error).self) { try await second.carryOutKeyOrders(now: { Self.now + 1 }) }
        #expect(try await keys(second) == [KeyID(rawValue: key.keyID)])
        #expect(try await second.openKeyOrders().count == 1)
        second.close()
        scratch.keyKeeper.isStuck(false)
        let third = try await opened()
        try await third.carryOutKeyOrders(now: { Self.now + 2 })
        #expect(try await third.openKeyOrders().isEmpty)
        #expect(try await third.keyOrder(of: change.id)?.failure == nil)
        #expect(scratch.keyKeeper.adopted == [.role(.audit)])
        #expect(try await third.verifyAudit().problems == [])
        third.close()
    }

    @Test("The next root is ordered, comes back signed, and is installed by two")
    func root() async throws {
        let register = try await register()
        let ordered = try await register.orderRoot(
            replacing: [.timestamp], added: [], removed: [], threshold: nil, by: anna, now: Self.now)
        #expect(try await register.orderedRoot() == ordered)
        await #expect(throws: RegisterError.self) {
            _ = try await register.orderRoot(
                replacing: [], added: [], removed: [], threshold: nil, by: anna, now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.propose(.takeRoot(ordered.encoded()), note: "", by: anna, now: Self.now)
        }
        #expect(try await register.takeIn(signedRoot: [1, 2, 3]) == nil)
        #expect(try await register.takeIn(signedRoot: ordered.encoded()) == 0)
        let stranger = try ScratchRegister.key()
        var signed = ordered
        signed.add(RootSignature(publicKey: stranger.publicKey, signature: stranger.sign(ordered.unsigned)))
        #expect(try await register.takeIn(signedRoot: signed.encoded()) == 0)
        signed.add(
            RootSignature(publicKey: scratch.rootKey.publicKey, signature: scratch.rootKey.sign(ordered.unsigned)))
        #expect(try await register.takeIn(signedRoot: signed.encoded()) == 1)
        let ready = try #require(try await register.orderedRoot())
        let change = try await register.propose(.takeRoot(ready.encoded()), note: "", by: anna, now: Self.now)
        try await agree(change, register)
        try await register.carryOutKeyOrders(now: { Self.now })
        #expect(try await register.keyOrder(of: change.id)?.failure == nil)
        let overview = try await register.keyOverview(now: Self.now)
        #expect(overview.roles.first { $0.name == "root" }?.version == 2)
        let timestamp = try #require(ordered.changes.online.first { $0.role == .timestamp }?.after.keys)
        #expect(overview.roles.first { $0.name == "timestamp" }?.keys == timestamp.map { KeyID(rawValue: $0.keyID) })
        #expect(overview.roles.first { $0.name == "timestamp" }?.isAtHand == true)
        #expect(scratch.keyKeeper.adopted == [.role(.timestamp)])
        #expect(try await register.orderedRoot() == nil)
        _ = try await register.publish(by: scratch.by, now: Self.now + 600)
        // The same file again follows on nothing.
        await #expect(throws: RegisterError.self) {
            try await register.propose(.takeRoot(ready.encoded()), note: "", by: anna, now: Self.now)
        }
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }

    @Test("Every kind is read back from what the database keeps of it, and from nothing else")
    func documents() async throws {
        let key = try ScratchRegister.key().publicKey
        let id = KeyID(rawValue: key.keyID)
        let bodies: [ChangeBody] = [
            .announceKey(.pass, key, wait: 691_200), .useKey(.status, id), .withdrawKey(.receipt, id),
            .replaceRoleKey(.ops, key), .takeRoot([0, 255, 7]), .condemnKey(id), .reissuePasses(id, days: 14),
        ]
        #expect(Set(bodies.map(\.kind)) == Set(ChangeBody.Kind.allCases.filter(\.isAboutKeys)))
        #expect(Set(bodies.map(\.digest)).count == bodies.count)
        for body in bodies {
            for kind in ChangeBody.Kind.allCases {
                let read = ChangeBody(kind, body.document)
                // Using a key and withdrawing it are told apart by the kind alone, which is in the digest.
                if kind == body.kind { #expect(read == body) } else { #expect(read?.digest != body.digest) }
            }
            #expect(ChangeBody(body.kind, body.document + [0x20]) == nil)
        }
        #expect(bodies.allSatisfy { $0.permission == .changeKeys })
    }
}
