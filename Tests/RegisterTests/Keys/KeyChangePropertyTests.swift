import PassCrypto
import PassFormat
import Register
import ServiceScenes
import Testing
import TrustPublishing

/// Random people at a real register, who propose and decide on keys in any order.
@Suite("No order of requests changes a key but by two people")
struct KeyChangePropertyTests {
    private static let start = ScratchRegister.now

    private struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// All that a change of keys could change.
    private struct Standing: Hashable {
        var keys: [PublicKey: RegisterKey.State] = [:]
        var roles: [String: [KeyID]] = [:]
        var rootVersion: Int?
        var orders: [ChangeID] = []

        init(_ register: Register, now: Int64) async throws {
            for key in try await register.keys() { keys[key.publicKey] = key.state }
            for role in try await register.keyOverview(now: now).roles {
                roles[role.name] = role.keys
                if role.name == "root" { rootVersion = role.version }
            }
            orders = try await register.openKeyOrders().map(\.change.id)
        }

        /// As it is after a change, if nothing else happens.
        func after(_ change: StaffChange, _ uses: [KeyID: RegisterKey]) -> Standing {
            var next = self
            switch change.body {
            case .announceKey(_, let key, _): next.keys[key] = .announced
            case .useKey(let use, let id):
                for (key, state) in keys where state == .current && uses[KeyID(rawValue: key.keyID)]?.use == use {
                    next.keys[key] = .retired
                }
                if let key = uses[id] { next.keys[key.publicKey] = .current }
            case .withdrawKey(_, let id): if let key = uses[id] { next.keys[key.publicKey] = .ended }
            case .condemnKey(let id): if let key = uses[id] { next.keys[key.publicKey] = .compromised }
            case .replaceRoleKey, .takeRoot, .reissuePasses: next.orders.append(change.id)
            case .revoke, .reinstate, .setRoles, .putInForce: break
            }
            return next
        }
    }

    private final class Run {
        let scratch: ScratchRegister
        let register: Register
        var random: Seeded
        var now = KeyChangePropertyTests.start
        var changes: [StaffChange] = []
        var done: [ChangeBody.Kind: Int] = [:]

        init(seed: UInt64) async throws {
            scratch = try ScratchRegister()
            register = try await scratch.create()
            register.keyFiles.keep(with: scratch.keyKeeper)
            random = Seeded(state: seed)
            _ = try await register.issue(Records.person(1), by: scratch.by, now: now)
            _ = try await register.publish(by: scratch.by, now: now)
        }

        func propose(by person: Principal) async throws {
            let uses: [RegisterKey.Use] = [.pass, .status, .receipt]
            let use = uses.randomElement(using: &random) ?? .pass
            let ids = try await register.keys().map(\.id)
            let id = ids.randomElement(using: &random) ?? KeyID(rawValue: 0)
            do {
                switch Int.random(in: 0..<8, using: &random) {
                case 0, 1:
                    changes.append(
                        try await register.proposeKey(for: use, wait: 0, note: "", by: person, now: now))
                case 2, 3:
                    let next = try await register.rotation(of: use, now: now).announced?.id ?? id
                    changes.append(try await register.propose(.useKey(use, next), note: "", by: person, now: now))
                case 4:
                    let next = try await register.rotation(of: use, now: now).announced?.id ?? id
                    changes.append(
                        try await register.propose(.withdrawKey(use, next), note: "", by: person, now: now))
                case 5:
                    let role = RepositoryRole.delegated.randomElement(using: &random) ?? .ops
                    changes.append(try await register.proposeRoleKey(for: role, note: "", by: person, now: now))
                case 6:
                    let pass = try await register.keys().filter { $0.use == .pass }
                    let condemned = pass.first { $0.state == .compromised }?.id
                    let body: ChangeBody =
                        condemned.map { .reissuePasses($0, days: 0) }
                        // Where no other could follow the register would stand still.
                        ?? .condemnKey(pass.first { $0.state == .retired }?.id ?? pass[0].id)
                    changes.append(try await register.propose(body, note: "", by: person, now: now))
                default:
                    if try await register.orderedRoot() == nil {
                        _ = try await register.orderRoot(
                            replacing: [.snapshot], added: [], removed: [], threshold: nil, by: person, now: now)
                    }
                    guard var ordered = try await register.orderedRoot() else { return }
                    if Bool.random(using: &random) {
                        ordered.add(
                            RootSignature(
                                publicKey: scratch.rootKey.publicKey, signature: scratch.rootKey.sign(ordered.unsigned))
                        )
                    }
                    changes.append(
                        try await register.propose(.takeRoot(ordered.encoded()), note: "", by: person, now: now))
                }
            } catch let error as RegisterError {
                #expect([.impossibleChange, .wrongKeys].contains(error.code), "\(error)")
            }
        }

        /// - Returns: whether it was carried out.
        func decide(by person: Principal) async throws -> Bool {
            guard let change = changes.randomElement(using: &random) else { return false }
            let act = Bool.random(using: &random) ? .agree : ChangeMachine.Act.allCases.randomElement(using: &random)
            let seen = Int.random(in: 0..<4, using: &random) > 0 ? change.digest : Hash.sha256([1])
            let before = try await Standing(register, now: now)
            let uses = Dictionary(try await register.keys().map { ($0.id, $0) }) { $1 }
            let stood = try await register.change(change.id)?.state
            var isDone = false
            do {
                let decision = try await register.decide(
                    act ?? .agree, change.id, seen: seen, by: person, now: now)
                if case .becomes(let decided) = decision { isDone = decided.state == .done }
            } catch let error as RegisterError {
                #expect(error.code == .impossibleChange, "\(error)")
            }
            let after = try await Standing(register, now: now)
            guard isDone else {
                #expect(after == before)
                return false
            }
            #expect(act == .agree && person != change.proposedBy && seen == change.digest && now < change.expires)
            #expect(stood == .proposed)
            #expect(after == before.after(change, uses))
            done[change.body.kind, default: 0] += 1
            return true
        }

        /// What was agreed on is carried out: exactly that, or it says why not.
        func carryOut() async throws {
            let before = try await Standing(register, now: now)
            let open = try await register.openKeyOrders()
            let time = now
            do {
                try await register.carryOutKeyOrders(now: { time })
            } catch let error as RegisterError where error.code == .missingKey {
                // No status key signs: it waits for one.
                return
            }
            let after = try await Standing(register, now: now)
            #expect(after.orders.isEmpty)
            #expect(after.keys == before.keys)
            for order in open {
                let ended = try #require(try await register.keyOrder(of: order.change.id))
                guard ended.failure == nil else { continue }
                switch order.change.body {
                case .replaceRoleKey(let role, let key):
                    let isLast = !open.contains { other in
                        if case .replaceRoleKey(role, let another) = other.change.body { another != key } else { false }
                    }
                    if isLast { #expect(after.roles[role.rawValue] == [KeyID(rawValue: key.keyID)]) }
                case .takeRoot(let bytes):
                    #expect(after.rootVersion == (try RootProposal(decoding: bytes).changes.version))
                default: break
                }
            }
        }
    }

    @Test("By one person nothing ever changes, whatever they ask for and in whatever order", arguments: 0..<4)
    func onePerson(seed: UInt64) async throws {
        let run = try await Run(seed: seed)
        let anna = try Principal("staff:anna")
        let before = try await Standing(run.register, now: run.now)
        for _ in 0..<30 {
            try await run.propose(by: anna)
            #expect(try await !run.decide(by: anna))
            run.now += 3_600
        }
        #expect(try await Standing(run.register, now: run.now) == before)
        #expect(run.changes.count > 5)
        run.register.close()
    }

    @Test("By many, each change is exactly what was proposed, by another, in time and once", arguments: 10..<16)
    func many(seed: UInt64) async throws {
        let run = try await Run(seed: seed)
        let people = try ["staff:anna", "staff:bo", "staff:chen"].map { try Principal($0) }
        var count = 0
        for step in 0..<50 {
            let person = people.randomElement(using: &run.random) ?? people[0]
            try await run.propose(by: person)
            for _ in 0..<2 {
                let other = people.randomElement(using: &run.random) ?? people[0]
                if try await run.decide(by: other) { count += 1 }
            }
            if step % 4 == 3 {
                try await run.carryOut()
                // Where the status key was condemned there is none to publish with, until another is put in use.
                _ = try? await run.register.publish(by: run.scratch.by, now: run.now)
            }
            run.now += Int64.random(in: 60..<7_200, using: &run.random)
        }
        #expect(count > 5)
        #expect(try await run.register.verifyAudit().problems == [])
        run.register.close()
    }
}
