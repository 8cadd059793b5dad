import PassCrypto
import Register
import SQLStore
import Testing

@Suite("Short secrets at rest") struct ShortSecretTests {
    private static let now = CompanyScene.now

    private static func enrolled(_ register: Register, _ account: AccountID) async throws -> [RecoveryCode] {
        let enrolment = try await register.beginTimeCodes(of: account)
        let secret = try #require(Base32Text.decoded(enrolment.secret))
        let code = TimeCode.code(secret: secret, step: now / 30)
        return try #require(try await register.confirmTimeCodes(of: account, code: code, now: now).codes)
    }

    private static func waiting(_ register: Register, _ name: String) async throws -> PendingSignIn {
        let answer = try await register.signIn(
            email: try CompanyScene.email(name), password: CompanyScene.password, client: nil, now: now)
        guard case .secondFactor(let pending, .timeCode) = answer else { throw CompanyScene.Unexpected("\(answer)") }
        return pending
    }

    @Test("Recovery codes are Argon2id hashes, each under a salt of its own, at no less than OWASP ASVS 5.0 asks for")
    func recoveryCodes() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let codes = try await Self.enrolled(scene.register, owner)
        scene.register.close()
        nonisolated(unsafe) var rows: [[SQLValue]] = []
        nonisolated(unsafe) var keyed: [[SQLValue]] = []
        try await scene.scratch.tamper {
            rows = try $0.rows("SELECT selector, salt, operations, memory, digest FROM recovery_hash").map(\.values)
            keyed = try $0.rows("SELECT verifier FROM account_recovery_code").map(\.values)
        }
        #expect(rows.count == codes.count && keyed.isEmpty)
        #expect(Set(rows.map { $0[1] }).count == codes.count && Set(rows.map { $0[4] }).count == codes.count)
        #expect(rows.allSatisfy { $0[2] == 3 && $0[3] == 12_288 })
    }

    @Test("A recovery code is good for its account, once, in any order; another's is not, and new ones end the old")
    func account() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let clerk = try await scene.join("clerk", as: .clerk, by: owner)
        let (own, others) = (
            try await Self.enrolled(register, owner), try await Self.enrolled(register, clerk)
        )
        func uses(_ code: RecoveryCode, _ name: String) async throws -> Bool {
            let pending = try await Self.waiting(register, name)
            let answer = try await register.signIn(pending, with: .code(code.text), client: nil, now: Self.now)
            if case .signedIn = answer { return true }
            return false
        }
        #expect(try await !uses(others[0], "owner"))
        for index in [9, 0, 4] {
            #expect(try await uses(own[index], "owner"))
            #expect(try await !uses(own[index], "owner"))
        }
        #expect(try await register.account(owner)?.recoveryCodesLeft == 7)
        let new = try await Self.enrolled(register, owner)
        #expect(try await !uses(own[1], "owner"))
        #expect(try await uses(new[1], "owner"))
        #expect(try await uses(others[0], "clerk"))
    }

    @Test("One recovery code that comes many times at once opens once")
    func atOnce() async throws {
        let scene = try await CompanyScene()
        let register = scene.register
        let owner = try await scene.found()
        let codes = try await Self.enrolled(register, owner)
        var waiting: [PendingSignIn] = []
        for _ in 0..<4 { waiting.append(try await Self.waiting(register, "owner")) }
        let code = codes[3].text
        let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
            for pending in waiting {
                group.addTask {
                    try await register.signIn(pending, with: .code(code), client: nil, now: Self.now)
                        == .signedIn(owner)
                }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(opened == 1)
    }

    @Test("Invitations have more than 112 bits, and are typed with or without their dashes")
    func invitations() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        _ = try await scene.register.invite(
            try CompanyScene.email("asked"), as: .clerk, language: .en, by: owner, now: Self.now)
        let code = try await scene.code(to: "asked")
        // Five bits a character.
        #expect(code.text.count { $0 != "-" } * 5 >= 112)
        #expect(InvitationCode(typed: code.text.lowercased().filter { $0 != "-" }) == code)
        #expect(InvitationCode(typed: String(code.text.dropLast())) == nil)
    }
}
