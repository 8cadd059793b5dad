import PassCrypto
import PassFormat
import Register
import StrictJSON
import Testing

@Suite("Tokens of a company's programs")
struct TokenTests {
    static let now = CompanyScene.now

    private func make(
        _ scene: CompanyScene, by actor: AccountID, scopes: Set<TokenScope> = Set(TokenScope.allCases), days: Int64 = 90
    ) async throws -> (ProgramToken, CompanyToken) {
        let outcome = try await scene.register.makeToken(
            name: "人事系統", scopes: scopes, days: days, proof: .password(CompanyScene.password), by: actor, client: nil,
            now: Self.now)
        guard case .made(let secret, let token) = outcome else { throw CompanyScene.Unexpected("\(outcome)") }
        return (secret, token)
    }

    @Test("Only owners make, see and take them back, after their password, and nobody gets in by another's")
    func owners() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let manager = try await scene.join("manager", as: .manager, by: owner)
        await #expect(throws: RegisterError.self) { try await make(scene, by: manager) }
        let wrong = try await register.makeToken(
            name: "x", scopes: [.readPasses], days: 1, proof: .password("not it at all"), by: owner, client: nil,
            now: Self.now)
        #expect(wrong == .notProved)
        let (secret, token) = try await make(scene, by: owner)
        #expect(secret.text.wholeMatch(of: /ppk_[a-z2-7]{40}/) != nil && token.hint == secret.text.suffix(4))
        await #expect(throws: RegisterError.self) { try await register.tokens(by: manager, now: Self.now) }
        #expect(try await register.tokens(by: owner, now: Self.now) == [token])
        let stranger = try await scene.found("stranger", number: "10458575")
        #expect(try await register.revokeToken(token.id, by: stranger, now: Self.now) == false)
        #expect(try await register.revokeToken(token.id, by: owner, now: Self.now))
        #expect(try await register.revokeToken(token.id, by: owner, now: Self.now) == false)
        #expect(try await register.holder(of: secret, now: Self.now) == nil)
        #expect(try await register.tokens(by: owner, now: Self.now).map(\.revokedAt) == [Self.now])
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("Who has an authenticator app is not let off with the password")
    func app() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let enrolment = try await register.beginTimeCodes(of: owner)
        let secret = try #require(Base32Text.decoded(enrolment.secret))
        let first = TimeCode.code(secret: secret, step: Self.now / 30)
        _ = try #require(try await register.confirmTimeCodes(of: owner, code: first, now: Self.now).codes)
        func outcome(_ proof: OwnerProof, _ now: Int64) async throws -> TokenOutcome {
            try await register.makeToken(
                name: "x", scopes: [.readPasses], days: 1, proof: proof, by: owner, client: nil, now: now)
        }
        #expect(try await outcome(.password(CompanyScene.password), Self.now + 30) == .notProved)
        #expect(try await outcome(.code(first), Self.now + 1) == .notProved, "a code is good once")
        let next = TimeCode.code(secret: secret, step: (Self.now + 60) / 30)
        guard case .made = try await outcome(.code(next), Self.now + 60) else {
            Issue.record("the code of the app was not taken")
            return
        }
    }

    @Test("What is wrong with one is said, and none without a scope, a name or an end is made")
    func faults() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let outcome = try await scene.register.makeToken(
            name: " ", scopes: [], days: 4_000, proof: .password(CompanyScene.password), by: owner, client: nil,
            now: Self.now)
        #expect(
            outcome
                == .refused([
                    Fault("tokenName", "required"), Fault("scopes", "required"), Fault("days", "required"),
                ]))
    }

    @Test("One is good until its end, and for as long as who made it acts for the company")
    func ends() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let other = try await scene.join("other", as: .owner, by: owner)
        let (secret, token) = try await make(scene, by: other, scopes: [.readPasses], days: 1)
        let holder = try #require(try await register.holder(of: secret, now: Self.now + 86_399))
        #expect(holder.account == other && holder.scopes == [.readPasses] && holder.token == token.id)
        #expect(try await register.holder(of: secret, now: Self.now + 86_400) == nil)
        #expect(try await register.tokens(by: owner, now: Self.now).map(\.usedAt) == [Self.now + 86_399])
        _ = try await register.removeMember(other, by: owner, now: Self.now)
        #expect(try await register.holder(of: secret, now: Self.now) == nil)
    }

    @Test("Who is asked in again after they went makes tokens anew: those of before stay over")
    func asksInAgain() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let other = try await scene.join("other", as: .owner, by: owner)
        let (secret, token) = try await make(scene, by: other)
        let (kept, _) = try await make(scene, by: owner)
        #expect(try await register.removeMember(other, by: owner, now: Self.now) == .done)
        let invited = try await register.invite(
            try CompanyScene.email("other"), as: .viewer, language: .en, by: owner, now: Self.now)
        #expect(invited == .invited)
        guard case .joined = try await register.join(try await scene.code(to: "other"), as: other, now: Self.now) else {
            throw CompanyScene.Unexpected("not joined")
        }
        #expect(try await register.holder(of: secret, now: Self.now) == nil)
        #expect(try await register.holder(of: kept, now: Self.now)?.account == owner)
        let known = try await register.tokens(by: owner, now: Self.now)
        #expect(known.first { $0.id == token.id }?.revokedAt == Self.now)
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("A text that is no token is known as none by its checksum")
    func checksum() async throws {
        let scene = try await CompanyScene()
        let (secret, _) = try await make(scene, by: try await scene.found())
        #expect(ProgramToken(text: secret.text) == secret)
        for place in 4..<secret.text.utf8.count {
            var bytes = Array(secret.text.utf8)
            bytes[place] = bytes[place] == UInt8(ascii: "a") ? UInt8(ascii: "b") : UInt8(ascii: "a")
            #expect(ProgramToken(text: String(decoding: bytes, as: UTF8.self)) == nil, "\(place)")
        }
        for text in ["", "ppk_", secret.text.uppercased(), secret.text + "a", String(secret.text.dropLast())] {
            #expect(ProgramToken(text: text) == nil)
        }
    }

    // MARK: What programs do

    private static func answer(_ application: PassApplication) -> ProgramAnswer {
        ProgramAnswer(status: 201, location: "/x/\(application.number)", body: Array(application.number.utf8))
    }

    private static var person: FieldValues {
        var values = CompanyScene.answers
        for (name, answer) in [
            "name": "王小明", "idKind": "national", "idNumber": CompanyScene.identity(1), "birthDate": "1986-03-09",
        ] { values[name] = answer }
        return values
    }

    @Test("An answer is kept with its act: the same again gives it, another request does not, and it goes after a day")
    func kept() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let (secret, _) = try await make(scene, by: owner)
        let holder = try #require(try await register.holder(of: secret, now: Self.now))
        let call = try register.call(of: holder, key: "first-key", request: [1, 2, 3])
        #expect(try await register.keptAnswer(to: call, now: Self.now) == .none)
        let outcome = try await register.startApplication(
            .person, Self.person, contact: nil, language: nil, by: call, now: Self.now, answer: Self.answer)
        guard case .started(let answer) = outcome else { throw CompanyScene.Unexpected("\(outcome)") }
        #expect(try await register.keptAnswer(to: call, now: Self.now + 86_399) == .known(answer))
        #expect(try await register.keptAnswer(to: call, now: Self.now + 86_400) == .none)
        let other = try register.call(of: holder, key: "first-key", request: [1, 2, 4])
        #expect(try await register.keptAnswer(to: other, now: Self.now) == .otherRequest)
        // What lost the race does nothing: neither a second application nor a record of one.
        let before = try await register.auditSize()
        await #expect(throws: RegisterError.self) {
            try await register.startApplication(
                .person, Self.person, contact: nil, language: nil, by: call, now: Self.now, answer: Self.answer)
        }
        #expect(try await register.auditSize() == before)
        #expect(try await register.companyApplications(by: owner).count == 1)
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("A token that was taken back while its request was under way changes nothing")
    func takenBack() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let (secret, token) = try await make(scene, by: owner)
        let holder = try #require(try await register.holder(of: secret, now: Self.now))
        #expect(try await register.revokeToken(token.id, by: owner, now: Self.now))
        let call = try register.call(of: holder, key: "first-key", request: [])
        await #expect(throws: RegisterError.self) {
            try await register.startApplication(
                .person, Self.person, contact: nil, language: nil, by: call, now: Self.now, answer: Self.answer)
        }
        #expect(try await register.companyApplications(by: owner).isEmpty)
    }

    @Test("Answers are held against the rules of the form, with what the company says of itself")
    func rules() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let (secret, _) = try await make(scene, by: owner)
        let holder = try #require(try await register.holder(of: secret, now: Self.now))
        var values = Self.person
        values["idNumber"] = "A123456788"
        values["until"] = "2026-11-30"
        values["companyNumber"] = "12345678"
        let call = try register.call(of: holder, key: nil, request: [])
        let outcome = try await register.startApplication(
            .person, values, contact: nil, language: nil, by: call, now: Self.now, answer: Self.answer)
        guard case .refused(let faults) = outcome else { throw CompanyScene.Unexpected("\(outcome)") }
        #expect(
            Set(faults.map { "\($0.field) \($0.rule)" }) == ["idNumber check-digit", "until after-from"])
    }

    @Test(
        "Whoever left is released by the number of a pass, on the roster or not, once; another company's passes are not there"
    )
    func release() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(2, of: owner)
        try await scene.issued(BatchOrder(.person, .all, answers: CompanyScene.answers), by: owner)
        let passes = try await register.companyPasses(by: owner, now: Self.now)
        let (secret, _) = try await make(scene, by: owner)
        let holder = try #require(try await register.holder(of: secret, now: Self.now))
        let stranger = try await scene.found("stranger", number: "10458575")
        let (theirs, _) = try await make(scene, by: stranger)
        let foreign = try #require(try await register.holder(of: theirs, now: Self.now))
        let none = try await register.release(
            pass: passes[0].number, by: try register.call(of: foreign, key: "their-key", request: []), now: Self.now
        ) { _ in ProgramAnswer(status: 200, body: []) }
        #expect(none == nil)
        #expect(try await register.pass(number: passes[0].number, of: foreign) == nil)
        let call = try register.call(of: holder, key: "release-1", request: [])
        let outcome = try #require(
            try await register.release(pass: passes[0].number, by: call, now: Self.now) {
                ProgramAnswer(status: 200, body: Array($0.passes.joined().utf8))
            })
        #expect(outcome.passes == [passes[0].number])
        #expect(
            try await register.keptAnswer(to: call, now: Self.now)
                == .known(ProgramAnswer(status: 200, body: Array(passes[0].number.utf8))))
        #expect(try await register.pass(passes[0].id)?.state == .revoked)
        #expect(try await register.pass(passes[1].id)?.state == .active)
        #expect(try await register.roster(.person, by: owner, now: Self.now).entries.count == 1)
        let again = try register.call(of: holder, key: "release-2", request: [])
        let second = try await register.release(pass: passes[0].number, by: again, now: Self.now) { _ in
            ProgramAnswer(status: 200, body: [])
        }
        #expect(second?.passes == [])
        #expect(try await register.verifyAudit().problems == [])
    }

    @Test("Lists come a page at a time, and a place in one is none in another's or in another list")
    func lists() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        _ = try await scene.people(5, of: owner)
        try await scene.issued(BatchOrder(.person, .all, answers: CompanyScene.answers), by: owner)
        let (secret, _) = try await make(scene, by: owner)
        let holder = try #require(try await register.holder(of: secret, now: Self.now))
        var numbers: [String] = []
        var (place, pages) = (Int64?.none, 0)
        repeat {
            let found = try await register.passes(
                of: holder, withEnded: false, after: place, limit: 2, now: Self.now)
            numbers += found.page.map(\.pass.number)
            place = found.next
            pages += 1
        } while place != nil
        #expect(pages == 3 && Set(numbers).count == 5 && numbers.count == 5)
        let first = try await register.applications(of: holder, .issued, after: nil, limit: 3)
        let next = try #require(first.next)
        let rest = try await register.applications(of: holder, .issued, after: next, limit: 3)
        #expect(first.page.count == 3 && rest.page.count == 2 && rest.next == nil)
        #expect(Set(first.page.map(\.number)).isDisjoint(with: rest.page.map(\.number)))
        let cursor = try register.cursor(next, "applications:", of: holder)
        #expect(try register.place(in: cursor, "applications:", of: holder) == next)
        #expect(try register.place(in: cursor, "passes:", of: holder) == nil)
        let stranger = try await scene.found("stranger", number: "10458575")
        let (theirs, _) = try await make(scene, by: stranger)
        let foreign = try #require(try await register.holder(of: theirs, now: Self.now))
        #expect(try register.place(in: cursor, "applications:", of: foreign) == nil)
        #expect(try await register.passes(of: foreign, withEnded: true, after: nil, limit: 2, now: Self.now).page == [])
    }
}
