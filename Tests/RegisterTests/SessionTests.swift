import Foundation
import PassFormat
import Register
import SQLStore
import Testing

@Suite("Sessions of browsers")
struct SessionTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister
    private let wang: Contact
    private let pass = PassID(rawValue: 0x0102_0304_0506_0708)

    init() throws {
        scratch = try ScratchRegister()
        wang = try #require(Contact(typed: "wang@example.com"))
    }

    @Test("A session begins with what is proved, and what is proved next changes its token")
    func rotation() async throws {
        let register = try await scratch.create()
        let first = try await register.grant(.contact(wang), to: nil, limits: .proof, now: Self.now)
        #expect(try await register.session(first, now: Self.now)?.contacts == [wang])
        let second = try await register.grant(.pass(pass), to: first, limits: .phone, now: Self.now + 5)
        #expect(second != first)
        #expect(try await register.session(first, now: Self.now + 5) == nil, "the old token is worth nothing")
        let session = try #require(try await register.session(second, now: Self.now + 5))
        #expect(session.grants == [.pass(pass)] && session.createdAt == Self.now)
        #expect(try session.contacts == [wang])
        #expect(try session.has(.pass(pass)) && session.passes == [pass] && session.account == nil)
        #expect(session.idle == SessionLimits.phone.idle)
        // A token that is none begins another.
        let third = try await register.grant(.contact(wang), to: first, limits: .proof, now: Self.now + 6)
        #expect(try await register.session(third, now: Self.now + 6)?.passes == [])
        #expect(try await register.session(second, now: Self.now + 6) != nil)
        register.close()
    }

    @Test("What is proved ends when nobody comes for its time, and when its day is over however often somebody comes")
    func limits() async throws {
        let register = try await scratch.create()
        let limits = SessionLimits(idle: 1_800, absolute: 5_000)
        let token = try await register.grant(.contact(wang), to: nil, limits: limits, now: Self.now)
        #expect(try await register.session(token, now: Self.now + 1_800) != nil)
        #expect(try await register.session(token, now: Self.now + 3_600) != nil)
        #expect(try await register.session(token, now: Self.now + 4_999) != nil)
        #expect(try await register.session(token, now: Self.now + 5_000) == nil)

        let idle = try await register.grant(.contact(wang), to: nil, limits: limits, now: Self.now)
        #expect(try await register.session(idle, now: Self.now + 1_801) == nil)
        register.close()
    }

    @Test("A proof that lapsed is not brought back by a pass that the session still shows")
    func notRevived() async throws {
        let register = try await scratch.create()
        var token = try await register.grant(.contact(wang), to: nil, limits: .proof, now: Self.now)
        token = try await register.grant(.pass(pass), to: token, limits: .phone, now: Self.now)
        let later = Self.now + 1_801
        #expect(try await register.session(token, now: later)?.grants == [.pass(pass)])
        #expect(try await register.session(token, now: later + 1)?.grants == [.pass(pass)])
        #expect(try await register.session(token, now: later + 86_400 * 29)?.passes == [pass])
        // Nor by proving something else.
        let other = try await register.grant(.contact(wang), to: nil, limits: .proof, now: Self.now)
        let both = try await register.grant(.pass(pass), to: other, limits: .phone, now: later)
        #expect(try await register.session(both, now: later)?.grants == [.pass(pass)])
        register.close()
    }

    @Test("A draft's session has nothing proved, and can be ended; a grant can be taken from all sessions")
    func ending() async throws {
        let register = try await scratch.create()
        let draft = try await register.startSession(limits: .proof, now: Self.now)
        #expect(try await register.session(draft, now: Self.now)?.grants == [])
        try await register.endSession(draft)
        #expect(try await register.session(draft, now: Self.now) == nil)
        try await register.endSession(draft)
        let one = try await register.grant(.pass(pass), to: nil, limits: .phone, now: Self.now)
        let two = try await register.grant(.pass(pass), to: nil, limits: .phone, now: Self.now)
        let both = try await register.grant(.contact(wang), to: two, limits: .proof, now: Self.now)
        try await register.endGrants(of: .pass(pass))
        #expect(try await register.session(one, now: Self.now)?.grants == [])
        #expect(try await register.session(both, now: Self.now)?.contacts == [wang])
        #expect(try await register.session(both, now: Self.now)?.grants == [])
        try await register.endGrants(of: .contact(wang))
        #expect(try await register.session(both, now: Self.now)?.hasContact == false)
        register.close()
    }

    @Test("Every kind of proof comes back as it was")
    func kinds() async throws {
        let register = try await scratch.create()
        let id = try #require(ApplicationID(Array(0..<16)))
        let grants: [SessionGrant] = [.contact(wang), .application(id), .pass(pass), .account(Array("company:7".utf8))]
        var token: SessionToken?
        for (offset, grant) in grants.enumerated() {
            token = try await register.grant(grant, to: token, limits: .proof, now: Self.now + Int64(offset))
        }
        let last = try #require(token)
        let session = try #require(try await register.session(last, now: Self.now + 4))
        #expect(session.grants == grants.dropFirst().reversed())
        #expect(try session.contacts.map(SessionGrant.contact) == Array(grants.prefix(1)))
        #expect(session.applications == [id] && session.account == Array("company:7".utf8))
        register.close()
    }

    @Test("A session holds the newest of very many proofs")
    func bounded() async throws {
        let register = try await scratch.create()
        var token: SessionToken?
        for number in 0..<70 {
            token = try await register.grant(
                .pass(PassID(rawValue: UInt64(number))), to: token, limits: .proof, now: Self.now + Int64(number))
        }
        let last = try #require(token)
        let session = try #require(try await register.session(last, now: Self.now + 70))
        #expect(session.passes.count == 64 && session.passes.first == PassID(rawValue: 69))
        register.close()
    }

    @Test("Neither token nor contact stands in the database, and what is over goes")
    func kept() async throws {
        let register = try await scratch.create()
        let token = try await register.grant(.contact(wang), to: nil, limits: .proof, now: Self.now)
        _ = try await register.sendCode(to: .contact(wang), language: .en, client: "203.0.113.9", now: Self.now)
        let claimed = try #require(try await register.claimNotice(.email, now: Self.now))
        let code = try #require(claimed.notice?.facts["code"])
        let bytes = try #require(
            Data(base64Encoded: token.text.replacing("-", with: "+").replacing("_", with: "/") + "="))
        for file in ["register.sqlite", "register.sqlite-wal"] {
            guard let data = FileManager.default.contents(atPath: "\(scratch.folder)/\(file)") else { continue }
            for secret in [Data(token.text.utf8), bytes, Data("wang@example.com".utf8), Data("203.0.113.9".utf8)] {
                #expect(data.range(of: secret) == nil, "\(file)")
            }
            #expect(data.range(of: Data("\"code\":\"\(code)\"".utf8)) == nil)
        }
        try await register.purgeSessions(rules: CodeRules(), now: Self.now + 1_800)
        #expect(try await register.session(token, now: Self.now) != nil)
        try await register.purgeSessions(rules: CodeRules(), now: Self.now + 1_801)
        #expect(try await register.session(token, now: Self.now) == nil)
        register.close()
        nonisolated(unsafe) var count: Int64?
        try await scratch.tamper { count = try $0.integer("SELECT COUNT(*) FROM web_session_grant") }
        #expect(count == 0)
    }

    @Test("A token has one spelling", arguments: [0, 1, 31, 33])
    func tokens(count: Int) throws {
        #expect(SessionToken([UInt8](repeating: 1, count: count)) == nil)
        let token = try #require(SessionToken([UInt8](repeating: 0xFF, count: 32)))
        #expect(token.text.utf8.count == 43 && SessionToken(text: token.text) == token)
        // The last character has bits to spare, which must be zero.
        #expect(SessionToken(text: token.text.dropLast() + "9") == nil)
        for text in [
            "", token.text + "A", token.text + "=", String(token.text.dropLast()), token.text.replacing("_", with: "/"),
        ] {
            #expect(SessionToken(text: text) == nil, "\(text)")
        }
    }

    @Test("A form's token is another for another cookie, for another kind of cookie, and in another register")
    func formTokens() async throws {
        let register = try await scratch.create()
        let other = try ScratchRegister()
        let second = try await other.create()
        let tokens = [
            try register.formToken(for: [1, 2, 3], kind: "a"), try register.formToken(for: [1, 2, 4], kind: "a"),
            try register.formToken(for: [1, 2, 3], kind: "b"), try second.formToken(for: [1, 2, 3], kind: "a"),
        ]
        #expect(Set(tokens).count == 4 && tokens.allSatisfy { $0.count == 32 })
        #expect(try register.formToken(for: [1, 2, 3], kind: "a") == tokens[0])
        register.close()
        second.close()
    }
}
