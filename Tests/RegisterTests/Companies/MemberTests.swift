import Foundation
import PassCrypto
import Register
import SQLStore
import Testing

@Suite("Companies and their members")
struct MemberTests {
    static let now = CompanyScene.now

    @Test("A company is founded with its owner, waits for staff, and prepares while it waits")
    func founding() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found(approved: false)
        let membership = try #require(try await register.membership(of: owner))
        #expect(membership.role == .owner && membership.company.state == .applied)
        #expect(membership.company.name == "基隆港埠裝卸股份有限公司" && membership.company.number == "04595257")
        #expect(membership.may(.prepare) && !membership.may(.apply))
        #expect(try await register.appliedCompanies().map(\.id) == [membership.company.id])
        let entries = try await scene.people(2, of: owner)
        let order = BatchOrder(.person, .all, answers: CompanyScene.answers)
        #expect(
            try await register.apply(order, sends: false, by: owner, now: Self.now).lines.map(\.result)
                == entries.map { _ in .ready })
        await #expect(throws: RegisterError.self) {
            try await register.apply(order, sends: true, by: owner, now: Self.now)
        }
        try await register.approveCompany(membership.company.id, by: scene.scratch.by, now: Self.now)
        try await register.approveCompany(membership.company.id, by: scene.scratch.by, now: Self.now)
        #expect(try await register.appliedCompanies().isEmpty)
        #expect(try await register.apply(order, sends: true, by: owner, now: Self.now).lines.count == 2)
        let notice = try #require(try await register.claimNotice(.email, now: Self.now)).notice
        let email = try CompanyScene.email("owner")
        #expect(notice?.kind == .companyApproved && notice?.to == email)
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("What is wrong is said at its field, and nothing is made")
    func refusedFounding() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        func found(_ number: String, _ name: String, password: String, email: String) async throws -> [Fault] {
            let outcome = try await register.foundCompany(
                number: number, .init(name: name, contactName: "x", telephone: ""),
                by: .new(.init(email: try CompanyScene.email(email), name: "", password: password, language: .en)),
                now: Self.now)
            guard case .refused(let faults) = outcome else { return [] }
            return faults
        }
        let faults = try await found("04595253", "", password: "short", email: "a")
        #expect(
            Dictionary(uniqueKeysWithValues: faults.map { ($0.field, $0.rule) }) == [
                "companyNumber": "check-digit", "organisation": "required", "telephone": "required", "name": "required",
                "password": "too-short",
            ])
        #expect(try await !register.hasAccount(try CompanyScene.email("a")))
        _ = try await scene.found()
        // A second account of the same company is another's business: its owner invites.
        let second = try await register.foundCompany(
            number: "04595257", .init(name: "x", contactName: "x", telephone: "1"),
            by: .new(
                .init(email: try CompanyScene.email("b"), name: "B", password: CompanyScene.password, language: .en)),
            now: Self.now)
        #expect(second == .refused([Fault("companyNumber", "company-exists")]))
        let other = try await register.foundCompany(
            number: "10458575", .init(name: "x", contactName: "x", telephone: "1"),
            by: .new(
                .init(
                    email: try CompanyScene.email("owner"), name: "B", password: CompanyScene.password, language: .en)),
            now: Self.now)
        #expect(other == .refused([Fault("email", "account-exists")]))
    }

    @Test("Two say that they are one company: staff approve one of them")
    func twoFounders() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let one = try await scene.found("one", approved: false)
        let two = try await scene.found("two", approved: false)
        let (first, second) = (
            try #require(try await register.membership(of: one)).company.id,
            try #require(try await register.membership(of: two)).company.id
        )
        try await register.approveCompany(second, by: scene.scratch.by, now: Self.now)
        await #expect(throws: RegisterError.self) {
            try await register.approveCompany(first, by: scene.scratch.by, now: Self.now)
        }
        try await register.closeCompany(first, reason: "repeated", by: scene.scratch.by, now: Self.now)
        #expect(try await register.membership(of: one)?.company.state == .closed)
        await #expect(throws: RegisterError.self) {
            try await register.importRoster(
                CompanyScene.table(1), .person, takingGood: false, by: one, now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.approveCompany(first, by: scene.scratch.by, now: Self.now)
        }
    }

    @Test("An invitation is good once, for its address, for a time, until another is sent or it is taken back")
    func invitations() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let email = try CompanyScene.email("clerk")
        func invite() async throws -> InvitationCode {
            #expect(
                try await register.invite(email, as: .clerk, language: .en, by: owner, now: Self.now) == .invited)
            return try await scene.code(to: "clerk")
        }
        func join(_ code: InvitationCode, now: Int64 = Self.now) async throws -> Register.JoiningOutcome {
            try await register.join(
                code, name: "Clerk", password: CompanyScene.password, language: .en, now: now)
        }
        let over = Register.JoiningOutcome.refused([Fault("code", "over")])
        let first = try await invite()
        let second = try await invite()
        #expect(try await join(first) == over)
        #expect(try await join(second, now: Self.now + 7 * 86_400) == over)
        let shown = try await register.members(by: owner, now: Self.now).invitations
        #expect(shown.map(\.email) == [email] && shown.map(\.role) == [.clerk])
        #expect(try await register.withdrawInvitation(shown[0].id, by: owner, now: Self.now))
        #expect(try await !register.withdrawInvitation(shown[0].id, by: owner, now: Self.now))
        #expect(try await join(second) == over)
        let third = try await invite()
        #expect(try await register.invitation(third, now: Self.now)?.role == .clerk)
        guard case .joined(_, let clerk) = try await join(third) else {
            Issue.record("not joined")
            return
        }
        #expect(try await join(third) == over)
        #expect(try await register.membership(of: clerk)?.role == .clerk)
        #expect(
            try await register.invite(email, as: .viewer, language: .en, by: owner, now: Self.now)
                == .refused([Fault("email", "member-already")]))
        #expect(InvitationCode(typed: third.text.lowercased().replacingOccurrences(of: "-", with: " ")) == third)
        #expect(InvitationCode(typed: "1234") == nil)
        let (members, invitations) = try await register.members(by: clerk, now: Self.now)
        #expect(members.map(\.role) == [.owner, .clerk] && invitations.isEmpty)
        // Codes stand nowhere.
        register.close()
        for name in ["register.sqlite", "register.sqlite-wal"] {
            guard let data = FileManager.default.contents(atPath: "\(scene.scratch.folder)/\(name)") else { continue }
            for code in [first, second, third] {
                #expect(data.range(of: Data(code.text.utf8)) == nil)
                #expect(data.range(of: Data(code.text.replacingOccurrences(of: "-", with: "").utf8)) == nil)
            }
        }
    }

    @Test("Somebody with an account joins with it, and with no other's invitation")
    func joiningAgain() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        let session = try await register.grant(.account(clerk.bytes), to: nil, limits: .proof, now: Self.now)
        #expect(try await register.removeMember(clerk, by: owner, now: Self.now) == .done)
        #expect(try await register.session(session, now: Self.now)?.account == nil, "who was removed is out at once")
        #expect(try await register.membership(of: clerk) == nil)
        await #expect(throws: RegisterError.self) { try await register.members(by: clerk, now: Self.now) }
        _ = try await register.invite(
            try CompanyScene.email("clerk"), as: .viewer, language: .en, by: owner, now: Self.now)
        let code = try await scene.code(to: "clerk")
        #expect(
            try await register.join(
                code, name: "Clerk", password: CompanyScene.password, language: .en, now: Self.now)
                == .refused([Fault("email", "account-exists")]))
        #expect(try await register.join(code, as: owner, now: Self.now) == .refused([Fault("code", "over")]))
        guard case .joined(_, clerk) = try await register.join(code, as: clerk, now: Self.now) else {
            Issue.record("not joined")
            return
        }
        #expect(try await register.membership(of: clerk)?.role == .viewer)
    }

    @Test("A manager does not make owners, and the last owner stays")
    func lastOwner() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let manager = try await scene.join("manager", as: .manager, by: owner)
        await #expect(throws: RegisterError.self) {
            try await register.invite(
                try CompanyScene.email("x"), as: .owner, language: .en, by: manager, now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.setRole(.owner, of: manager, by: manager, now: Self.now)
        }
        await #expect(throws: RegisterError.self) {
            try await register.removeMember(owner, by: manager, now: Self.now)
        }
        #expect(try await register.removeMember(owner, by: owner, now: Self.now) == .lastOwner)
        #expect(try await register.setRole(.viewer, of: owner, by: owner, now: Self.now) == .lastOwner)
        #expect(try await register.setRole(.owner, of: manager, by: owner, now: Self.now) == .done)
        #expect(try await register.removeMember(owner, by: owner, now: Self.now) == .done)
        // Not behind the register's back either.
        register.close()
        for statement in [
            "DELETE FROM company_member WHERE role = 'owner'", "UPDATE company_member SET role = 'viewer'",
            "UPDATE company SET state = 'active', decided_at = NULL",
        ] as [StaticString] {
            await #expect(throws: StoreError.self) { try await scene.scratch.tamper { try $0.execute(statement) } }
        }
    }

    @Test(
        "No order of invitations, removals and changes leaves a company without an owner or lets a viewer act",
        arguments: 1...6 as ClosedRange<UInt64>)
    func property(seed: UInt64) async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        var random = Dice(seed: seed)
        var people = [try await scene.found()]
        let company = try #require(try await register.membership(of: people[0])).company.id
        var invited = 0
        for step in 0..<60 {
            let actor = people.randomElement(using: &random) ?? people[0]
            let target = people.randomElement(using: &random) ?? people[0]
            let before = try await roles(people, register)
            let role = CompanyRole.allCases.randomElement(using: &random) ?? .viewer
            do {
                switch Int.random(in: 0..<5, using: &random) {
                case 0 where people.count < 8:
                    invited += 1
                    let name = "p\(invited)"
                    if case .invited = try await register.invite(
                        try CompanyScene.email(name), as: role, language: .en, by: actor, now: Self.now),
                        case .joined(_, let account) = try await register.join(
                            try await scene.code(to: name), name: "P", password: CompanyScene.password, language: .en,
                            now: Self.now)
                    {
                        people.append(account)
                    }
                case 1, 2: _ = try await register.setRole(role, of: target, by: actor, now: Self.now)
                case 3: _ = try await register.removeMember(target, by: actor, now: Self.now)
                default:
                    _ = try await register.importRoster(
                        CompanyScene.table(1, from: step + 1), .person, takingGood: false, by: actor, now: Self.now)
                }
                // Who was a viewer, or nobody, got nowhere, but out.
                let left = try await roles(people, register)
                if before[actor] == .viewer || before[actor] == nil {
                    var expected = before
                    if left[actor] == nil { expected[actor] = nil }
                    #expect(left == expected, "\(step)")
                }
            } catch let error as RegisterError where error.code == .denied {
                #expect(try await roles(people, register) == before)
            }
            let after = try await roles(people, register)
            #expect(after.values.contains(.owner), "\(step)")
        }
        #expect(try await register.company(company)?.state == .active)
        #expect(try await register.verifyAudit().problems == [])
    }

    private func roles(_ people: [AccountID], _ register: Register) async throws -> [AccountID: CompanyRole] {
        var roles: [AccountID: CompanyRole] = [:]
        for person in people { roles[person] = try await register.membership(of: person)?.role }
        return roles
    }

    /// SplitMix64: the same for a seed.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
            return value ^ value >> 31
        }
    }
}
