import PassCrypto
import Register
import SQLStore
import Testing

@Suite("Staff")
struct StaffTests {
    static let now = StaffScene.now

    @Test("An invitation leads through password and app to a session, and is good once")
    func invited() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let invitation = try await scene.invite("anna", [.clerk])
        let secret = try await scene.takeUp(invitation)
        let again = try await register.joinStaff(
            code: invitation.code.text, password: StaffScene.password, now: Self.now)
        #expect(again == .unknownCode)
        let token = try await scene.signIn("anna", secret)
        let duty = try #require(try await register.staffOnDuty(token, now: Self.now + 61))
        #expect(duty.member.handle.text == "anna" && duty.member.state == .active)
        #expect(duty.session.client == "192.0.2.1")
        #expect(duty.member.may(.reviewApplications) && !duty.member.may(.decideChanges))
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("An invitation ends after three days, also between password and app")
    func late() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let invitation = try await scene.invite("anna", [.clerk])
        let joined = try await register.joinStaff(
            code: invitation.code.text, password: StaffScene.password, now: Self.now)
        guard case .setUp(let pending) = joined else { throw CompanyScene.Unexpected("\(joined)") }
        #expect(try await register.staffEnrolment(pending, now: invitation.expires) == nil)
        let answer = try await register.signInStaff(
            email: Contact(typed: "anna@port.example"), password: StaffScene.password, client: nil,
            now: invitation.expires)
        #expect(answer == .refused)
        let late = try await register.joinStaff(
            code: invitation.code.text, password: StaffScene.password, now: invitation.expires)
        #expect(late == .unknownCode)
    }

    @Test("Who takes up an invitation after somebody else gets a secret that the other never saw, and the other is out")
    func takenUpTwice() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let invitation = try await scene.invite("anna", [.clerk])
        func join(_ password: String) async throws -> PendingSignIn {
            let joined = try await register.joinStaff(code: invitation.code.text, password: password, now: Self.now)
            guard case .setUp(let pending) = joined else { throw CompanyScene.Unexpected("\(joined)") }
            return pending
        }
        let thief = try await join("fünf lila Esel schweigen")
        let seen = try #require(try await register.staffEnrolment(thief, now: Self.now)).secret
        let anna = try await join(StaffScene.password)
        let own = try #require(try await register.staffEnrolment(anna, now: Self.now)).secret
        #expect(own != seen)
        #expect(try await register.staffEnrolment(thief, now: Self.now) == nil)
        let secret = try #require(Base32Text.decoded(own))
        let code = TimeCode.code(secret: secret, step: Self.now / 30)
        #expect(try await register.confirmStaffEnrolment(thief, code: code, now: Self.now) == .over)
        guard case .done = try await register.confirmStaffEnrolment(anna, code: code, now: Self.now) else {
            throw CompanyScene.Unexpected("not set up")
        }
    }

    @Test("An app that knows SHA-1 only is not set up, but where the rules have it", arguments: [false, true])
    func sha1(isAllowed: Bool) async throws {
        let old = "\"commonPasswords\""
        let rules = isAllowed ? [(old, "\"sha1Codes\": [\"staff\"], \(old)")] : []
        let scene = try await StaffScene(rules)
        let register = scene.register
        let joined = try await register.joinStaff(
            code: try await scene.invite("anna", [.clerk]).code.text, password: StaffScene.password, now: Self.now)
        guard case .setUp(let pending) = joined else { throw CompanyScene.Unexpected("\(joined)") }
        let enrolment = try #require(try await register.staffEnrolment(pending, now: Self.now))
        let secret = try #require(Base32Text.decoded(enrolment.secret))
        func answer(_ hash: TimeCode.HashFunction) async throws -> Register.StaffEnrolmentAnswer {
            try await register.confirmStaffEnrolment(
                pending, code: TimeCode.code(secret: secret, step: Self.now / 30, hash: hash), now: Self.now)
        }
        if isAllowed {
            guard case .done = try await answer(.sha1) else { throw CompanyScene.Unexpected("not set up") }
            // Companies have what the list says, too: nothing.
            let owner = try await scene.company.found()
            let theirs = try await register.beginTimeCodes(of: owner)
            let code = TimeCode.code(
                secret: try #require(Base32Text.decoded(theirs.secret)), step: Self.now / 30, hash: .sha1)
            #expect(try await register.confirmTimeCodes(of: owner, code: code, now: Self.now) == .sha1)
        } else {
            #expect(try await answer(.sha1) == .sha1)
            #expect(try await register.staffMember(#require(StaffHandle("anna")))?.hasTimeCodes == false)
            guard case .done = try await answer(.sha256) else { throw CompanyScene.Unexpected("not set up") }
        }
    }

    @Test("A code of the app opens once; a recovery code too")
    func replay() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (_, secret) = try await scene.join("anna", [.clerk])
        let now = Self.now + 90
        let code = TimeCode.code(secret: secret, step: now / 30)
        func pending() async throws -> PendingSignIn {
            let answer = try await register.signInStaff(
                email: Contact(typed: "anna@port.example"), password: StaffScene.password, client: nil, now: now)
            guard case .code(let pending) = answer else { throw CompanyScene.Unexpected("\(answer)") }
            return pending
        }
        let first = try await register.signInStaff(
            try await pending(), code: code, client: "a", counted: nil, agent: "", now: now)
        guard case .signedIn = first else { throw CompanyScene.Unexpected("\(first)") }
        let second = try await register.signInStaff(
            try await pending(), code: code, client: "a", counted: nil, agent: "", now: now)
        guard case .wrong = second else { throw CompanyScene.Unexpected("\(second)") }
    }

    @Test("The door of companies does not open for staff, nor the mailbox their password; nor the office for companies")
    func doors() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        _ = try await scene.join("anna", [.clerk])
        _ = try await scene.company.found()
        let email = try #require(Contact(typed: "anna@port.example"))
        let company = try await register.signIn(
            email: email, password: StaffScene.password, client: nil, now: Self.now + 90)
        #expect(company == .refused)
        let reset = try await register.setPassword("vierzig gelbe Esel singen", of: email, now: Self.now)
        #expect(reset == .unknown)
        let office = try await register.signInStaff(
            email: try CompanyScene.email("owner"), password: CompanyScene.password, client: nil, now: Self.now)
        #expect(office == .refused)
    }

    @Test("A session ends when idle, after a day's work, when it is ended, and when somebody left or is asked in anew")
    func sessions() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (handle, secret) = try await scene.join("anna", [.clerk])
        let limits = StaffSession.limits
        func isIn(_ token: SessionToken, _ now: Int64) async throws -> Bool {
            try await register.staffOnDuty(token, now: now) != nil
        }
        let begun = Self.now + 60
        let idle = try await scene.signIn("anna", secret)
        #expect(try await isIn(idle, begun + limits.idle))
        #expect(try await !isIn(idle, begun + 2 * limits.idle + 1))
        let busy = try await scene.signIn("anna", secret, later: 120)
        var time = Self.now + 120
        while time + limits.idle < Self.now + 120 + limits.absolute {
            #expect(try await isIn(busy, time))
            time += limits.idle
        }
        #expect(try await !isIn(busy, Self.now + 120 + limits.absolute))
        let ended = try await scene.signIn("anna", secret, later: 180)
        try await register.endStaffSession(nil, of: handle, by: scene.by, now: Self.now + 181)
        #expect(try await !isIn(ended, Self.now + 181))
        let left = try await scene.signIn("anna", secret, later: 240)
        _ = try await register.inviteStaffAgain(handle, by: scene.by, now: Self.now + 241)
        #expect(try await !isIn(left, Self.now + 241))
        try await register.endStaff(handle, by: scene.by, now: Self.now + 242)
        await #expect(throws: RegisterError.self) {
            try await register.inviteStaffAgain(handle, by: scene.by, now: Self.now + 243)
        }
        // Who acted stays known.
        await #expect(throws: (any Error).self) {
            try await scene.company.scratch.tamper { try $0.execute("DELETE FROM staff") }
        }
    }

    @Test("A second factor before a grave act: fresh for five minutes, and a wrong one counts as an attempt")
    func stepUp() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (_, secret) = try await scene.join("anna", [.supervisor])
        let token = try await scene.signIn("anna", secret)
        let begun = Self.now + 60
        let fresh = try #require(try await register.staffOnDuty(token, now: begun + 299))
        #expect(fresh.session.isFresh(at: begun + 299) && !fresh.session.isFresh(at: begun + 300))
        for _ in 0..<3 {
            let answer = try await register.proveStaff(fresh, code: "000000", now: begun + 400)
            #expect(answer == .wrong(triesLeft: 0))
        }
        let right = try await register.proveStaff(
            fresh, code: TimeCode.code(secret: secret, step: (begun + 400) / 30), now: begun + 400)
        guard case .signedIn = right else { throw CompanyScene.Unexpected("\(right)") }
        let proved = try #require(try await register.staffOnDuty(token, now: begun + 401))
        #expect(proved.session.isFresh(at: begun + 401))
    }

    @Test("A password is changed with the old one; sessions elsewhere end, this one goes on")
    func password() async throws {
        let scene = try await StaffScene()
        let register = scene.register
        let (_, secret) = try await scene.join("anna", [.clerk])
        let other = try await scene.signIn("anna", secret)
        let mine = try await scene.signIn("anna", secret, later: 120)
        let (now, new) = (Self.now + 130, "sieben rote Igel tanzen")
        let duty = try #require(try await register.staffOnDuty(mine, now: now))
        func change(_ old: String, _ new: String) async throws -> Register.StaffPasswordAnswer {
            try await register.changeStaffPassword(duty, old: old, new: new, client: nil, now: now)
        }
        #expect(try await change("wrong wrong wrong", new) == .wrong)
        let common = try await change(StaffScene.password, "anna.port 2026!")
        guard case .refused(let fault) = common else { throw CompanyScene.Unexpected("\(common)") }
        #expect(fault.rule == "too-common")
        #expect(try await register.staffOnDuty(other, now: now) != nil)
        #expect(try await change(StaffScene.password, new) == .changed)
        #expect(try await register.staffOnDuty(other, now: now) == nil)
        #expect(try await register.staffOnDuty(mine, now: now) != nil)
        let email = Contact(typed: "anna@port.example")
        let before = try await register.signInStaff(
            email: email, password: StaffScene.password, client: nil, now: now)
        #expect(before == .refused)
        let after = try await register.signInStaff(email: email, password: new, client: nil, now: now)
        guard case .code = after else { throw CompanyScene.Unexpected("\(after)") }
        #expect(try await register.verifyAudit().isIntact)
    }

    @Test("Every permission belongs to a role, an auditor changes nothing, and nobody alone can propose and decide")
    func roles() {
        let all = Set(StaffRole.allCases).permissions
        #expect(Set(Permission.allCases).subtracting(all) == [.ownAccount])
        let changing = StaffRole.auditor.permissions.filter { !$0.isReading }
        #expect(changing.isEmpty)
    }
}
