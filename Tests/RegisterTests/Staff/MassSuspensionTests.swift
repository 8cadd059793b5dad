import PassCrypto
import PassFormat
import Register
import Testing

@Suite("Suspending everything that a company has")
struct MassSuspensionTests {
    static let now = ScratchRegister.now
    private let scratch: ScratchRegister
    private let company = "基隆港埠裝卸股份有限公司"

    init() throws { scratch = try ScratchRegister() }

    @Test("Exactly those that were shown are suspended, and come back but for those that somebody changed since")
    func suspend() async throws {
        let register = try await scratch.create()
        let by = scratch.by
        var passes: [IssuedPass] = []
        for number in 1...5 {
            let outcome = try await register.issue(Records.person(number), by: by, now: Self.now)
            passes.append(try #require(outcome.pass))
        }
        let other = try #require(
            try await register.issue(
                Records.person(6, ["organisation": "別家公司"]), by: by, now: Self.now
            ).pass)
        _ = try await register.change(.revoke, passes[4].id, reason: "violation", by: by, now: Self.now)
        let preview = try await register.previewSuspension(ofCompany: company, now: Self.now)
        #expect(Set(preview.passes.map(\.id)) == Set(passes.prefix(4).map(\.id)))

        // Another one came meanwhile: look again.
        let late = try #require(
            try await register.issue(Records.person(7), by: by, now: Self.now).pass)
        let refused = try await register.suspendCompany(
            company, seen: preview.digest, reason: "investigation", by: by, now: Self.now)
        #expect(refused == nil)
        #expect(try await register.pass(passes[0].id)?.state == .active)

        let second = try await register.previewSuspension(ofCompany: company, now: Self.now)
        let made = try #require(
            try await register.suspendCompany(
                company, seen: second.digest, reason: "investigation", by: by, now: Self.now))
        #expect(made.count == 5 && made.standing == 5)
        #expect(try await register.pass(other.id)?.state == .active)
        #expect(try await register.pass(late.id)?.state == .suspended)
        #expect(try await register.verifyAudit().isIntact)

        _ = try await register.change(.revoke, passes[0].id, reason: "violation", by: by, now: Self.now)
        // Suspended for another reason since: that stands.
        _ = try await register.change(.reinstate, passes[1].id, reason: "cleared", by: by, now: Self.now)
        _ = try await register.change(.suspend, passes[1].id, reason: "violation", by: by, now: Self.now)
        #expect(try await register.undoSuspension(made.id, by: by, now: Self.now + 3_599) == .undone(3))
        #expect(try await register.undoSuspension(made.id, by: by, now: Self.now + 3_599) == .already)
        #expect(try await register.pass(passes[0].id)?.state == .revoked)
        #expect(try await register.pass(passes[1].id)?.state == .suspended)
        #expect(try await register.pass(passes[2].id)?.state == .active)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("After an hour it is lifted one by one, by two people each")
    func late() async throws {
        let register = try await scratch.create()
        _ = try await register.issue(Records.wang, by: scratch.by, now: Self.now)
        let preview = try await register.previewSuspension(ofCompany: company, now: Self.now)
        let made = try #require(
            try await register.suspendCompany(
                company, seen: preview.digest, reason: "investigation", by: scratch.by, now: Self.now))
        #expect(try await register.undoSuspension(made.id, by: scratch.by, now: Self.now + 3_600) == .tooLate)
        register.close()
    }

    @Test(
        "Two people revoke what a company has in force and what is suspended, for whatever reason; suspending hits neither twice"
    )
    func revokeSuspended() async throws {
        let register = try await scratch.create()
        let (anna, bo) = (try Principal("staff:anna"), try Principal("staff:bo"))
        var passes: [IssuedPass] = []
        for number in 1...4 {
            let outcome = try await register.issue(Records.person(number), by: scratch.by, now: Self.now)
            passes.append(try #require(outcome.pass))
        }
        _ = try await register.change(.suspend, passes[0].id, reason: "investigation", by: anna, now: Self.now)
        _ = try await register.reportLost(passes[1].id, .lost, by: anna, now: Self.now)
        _ = try await register.change(.revoke, passes[2].id, reason: "forgery", by: anna, now: Self.now)
        let suspending = try await register.previewSuspension(ofCompany: company, now: Self.now)
        #expect(suspending.passes.map(\.id) == [passes[3].id])
        let preview = try await register.previewRevocation(ofCompany: company, now: Self.now)
        #expect(Set(preview.passes.map(\.id)) == [passes[0].id, passes[1].id, passes[3].id])
        #expect(preview.digest != suspending.digest)
        let change = try await register.propose(
            .revoke(preview.passes.map(\.id), reason: "violation"), note: "", by: anna, now: Self.now)
        #expect(try await register.pass(passes[0].id)?.state == .suspended, "nothing before somebody agrees")
        _ = try await register.decide(.agree, change.id, seen: change.digest, by: bo, now: Self.now + 1)
        for pass in passes { #expect(try await register.pass(pass.id)?.state == .revoked) }
        #expect(try await register.previewRevocation(ofCompany: company, now: Self.now + 2).passes.isEmpty)
        #expect(try await register.verifyAudit().isIntact)
        register.close()
    }

    @Test("A pass is found by number, name, plate, last four and company, also the one of a moment ago")
    func search() async throws {
        let register = try await scratch.create()
        let pass = try #require(
            try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        _ = try await register.issue(
            Records.person(3, ["name": "Nguyen Van An", "plates": [String]()]), by: scratch.by, now: Self.now)
        for typed in [
            pass.number, pass.number.lowercased(), "王小明", "王小", "abc1234", "ABC-12", "6789", company, "ＡＢＣ１２３４",
        ] {
            #expect(try await register.findPasses(typed).contains { $0.id == pass.id }, "\(typed)")
        }
        for typed in ["nguyen", "AN", "van an"] {
            #expect(try await register.findPasses(typed).count { $0.id != pass.id } == 1, "\(typed)")
        }
        for typed in ["", " ", "不存在", "%", "_", "'; DROP TABLE pass; --", String(repeating: "王", count: 100)] {
            #expect(try await register.findPasses(typed).isEmpty, "\(typed)")
        }
        register.close()
    }
}
