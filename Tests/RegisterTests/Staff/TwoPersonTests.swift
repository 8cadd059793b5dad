import PassCrypto
import PassFormat
import Register
import SQLStore
import Testing

@Suite("Changes that two people make")
struct TwoPersonTests {
    static let now = ScratchRegister.now
    private let scratch: ScratchRegister
    private let anna: Principal
    private let bo: Principal

    init() throws {
        scratch = try ScratchRegister()
        anna = try Principal("staff:anna")
        bo = try Principal("staff:bo")
    }

    private func issued(_ register: Register, _ count: Int) async throws -> [IssuedPass] {
        var passes: [IssuedPass] = []
        for number in 1...count {
            let outcome = try await register.issue(Records.person(number), by: scratch.by, now: Self.now)
            passes.append(try #require(outcome.pass))
        }
        return passes
    }

    @Test("Many are revoked when another agrees to exactly what was proposed, and at once with it")
    func revoke() async throws {
        let register = try await scratch.create()
        let passes = try await issued(register, 3)
        let change = try await register.propose(
            .revoke(passes.prefix(2).map(\.id), reason: "forgery"), note: "案號 1", by: anna, now: Self.now)
        #expect(try await register.pass(passes[0].id)?.state == .active)
        func decide(
            _ act: ChangeMachine.Act, _ principal: Principal, seen: [UInt8]? = nil, now: Int64 = Self.now
        ) async throws -> Register.ChangeDecision {
            try await register.decide(act, change.id, seen: seen ?? change.digest, by: principal, now: now)
        }
        #expect(try await decide(.agree, anna) == .impossible(.ownProposal))
        #expect(try await decide(.agree, bo, seen: [1]) == .impossible(.otherContent))
        #expect(try await decide(.agree, bo, now: change.expires) == .impossible(.expired))
        #expect(try await register.pass(passes[0].id)?.state == .active)
        guard case .becomes(let done) = try await decide(.agree, bo) else { throw CompanyScene.Unexpected("not done") }
        #expect(done.state == .done && done.decidedBy == bo)
        for pass in passes.prefix(2) { #expect(try await register.pass(pass.id)?.state == .revoked) }
        #expect(try await register.pass(passes[2].id)?.state == .active)
        guard case .already = try await decide(.agree, bo) else { throw CompanyScene.Unexpected("not repeated") }
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("What cannot be done exactly as proposed is not done at all")
    func stale() async throws {
        let register = try await scratch.create()
        let passes = try await issued(register, 2)
        let change = try await register.propose(
            .revoke(passes.map(\.id), reason: "forgery"), note: "", by: anna, now: Self.now)
        // Another pass takes the place of the first: nobody agreed on that one.
        let reissue = try await register.reissue(
            passes[0].id, .holderKey(nil), activation: .now, reason: "damaged", by: scratch.by, now: Self.now)
        _ = try #require(reissue.pass)
        await #expect(throws: RegisterError.self) {
            try await register.decide(.agree, change.id, seen: change.digest, by: bo, now: Self.now)
        }
        #expect(try await register.pass(passes[1].id)?.state == .active)
        #expect(try await register.change(change.id)?.state == .proposed)
        guard
            case .becomes(let refused) = try await register.decide(
                .refuse, change.id, seen: change.digest, by: bo, now: Self.now)
        else { throw CompanyScene.Unexpected("not refused") }
        #expect(refused.state == .refused)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("A suspension is lifted, and roles are set, by two")
    func others() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let outcome = try await register.issue(Records.wang, by: scene.by, now: Self.now)
        let pass = try #require(outcome.pass)
        _ = try await register.change(.suspend, pass.id, reason: "investigation", by: scene.by, now: Self.now)
        let lift = try await register.propose(
            .reinstate(pass.id, reason: "cleared"), note: "", by: anna, now: Self.now)
        _ = try await register.decide(.agree, lift.id, seen: lift.digest, by: bo, now: Self.now)
        #expect(try await register.pass(pass.id)?.state == .active)
        let (handle, _) = try await scene.join("chen", [.clerk])
        let roles = try await register.propose(
            .setRoles(handle, [.clerk, .finance]), note: "", by: anna, now: Self.now)
        _ = try await register.decide(.agree, roles.id, seen: roles.digest, by: bo, now: Self.now)
        #expect(try await register.staffMember(handle)?.roles == [.clerk, .finance])
    }

    @Test("What somebody proposed who left, was locked out or lost the role since is not carried out")
    func proposerGone() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (handle, _) = try await scene.join("eve", [.supervisor])
        let proposer = try handle.principal
        let outcome = try await register.issue(Records.wang, by: scene.by, now: Self.now)
        let pass = try #require(outcome.pass)
        func propose() async throws -> StaffChange {
            try await register.propose(
                .revoke([pass.id], reason: "forgery"), note: "", by: proposer, now: Self.now)
        }
        func isRefused(_ change: StaffChange) async throws -> Bool {
            let error = await #expect(throws: RegisterError.self) {
                try await register.decide(.agree, change.id, seen: change.digest, by: bo, now: Self.now)
            }
            let state = try await register.change(change.id)?.state
            return error?.code == .impossibleChange && state == .proposed
        }
        let first = try await propose()
        try await register.setStaffRoles([.clerk], of: handle, by: scene.by, now: Self.now)
        #expect(try await isRefused(first))
        try await register.setStaffRoles([.supervisor], of: handle, by: scene.by, now: Self.now)
        let again = try await register.inviteStaffAgain(handle, by: scene.by, now: Self.now)
        #expect(try await isRefused(first))
        _ = try await scene.takeUp(again)
        let second = try await propose()
        guard case .becomes = try await register.decide(.agree, first.id, seen: first.digest, by: bo, now: Self.now)
        else { throw CompanyScene.Unexpected("not done") }
        try await register.endStaff(handle, by: scene.by, now: Self.now)
        #expect(try await isRefused(second))
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("The database keeps what was proposed, and that nobody decides on their own")
    func database() async throws {
        let register = try await scratch.create()
        let pass = try await issued(register, 1)[0]
        let change = try await register.propose(
            .revoke([pass.id], reason: "forgery"), note: "", by: anna, now: Self.now)
        register.close()
        for statement in [
            "UPDATE staff_change SET reason = 'x'", "DELETE FROM staff_change",
            "UPDATE staff_change SET state = 'done', decided_by = 'staff:anna', decided_at = 1",
        ] as [StaticString] {
            await #expect(throws: (any Error).self) { try await scratch.tamper { try $0.execute(statement) } }
        }
        #expect(change.state == .proposed)
    }
}
