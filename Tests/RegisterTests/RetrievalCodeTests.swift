import Register
import SQLStore
import Testing

@Suite("Codes from a counter")
struct RetrievalCodeTests {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    static let now = ScratchRegister.now

    @Test("One wrong character and two that changed places are noticed, wherever they are")
    func check() throws {
        for _ in 0..<20 {
            let code = RetrievalCode(random: RandomSource.system.bytes(11))
            let characters = Array(code.text.filter { $0 != "-" })
            #expect(characters.count == 12)
            for place in characters.indices {
                for other in Self.alphabet where other != characters[place] {
                    var wrong = characters
                    wrong[place] = other
                    #expect(RetrievalCode(typed: String(wrong)) == nil)
                }
                for second in characters.indices where characters[second] != characters[place] {
                    var wrong = characters
                    wrong.swapAt(place, second)
                    #expect(RetrievalCode(typed: String(wrong)) == nil)
                }
            }
        }
    }

    @Test("It is read as people type it")
    func typed() throws {
        let code = RetrievalCode(random: [1, 0, 1, 0, 10, 11, 12, 13, 14, 15, 16])
        #expect(code.text.hasPrefix("1010-ABCD-EFG"))
        let loose = "i" + "oLO abcd-efg" + String(code.text.suffix(1)).lowercased()
        #expect(RetrievalCode(typed: loose) == code)
        #expect(RetrievalCode(typed: " " + code.text + "\n") == code)
        for text in ["", "1010", code.text + "0", code.text.replacing("A", with: "U"), "１"] {
            #expect(RetrievalCode(typed: text) == nil, "\(text)")
        }
    }

    private func application(_ register: Register) async throws -> ApplicationID {
        try await register.startDraft(.visit, language: .zhHant, now: Self.now)
    }

    @Test("It opens a pass that no application led to, until that is lost")
    func pass() async throws {
        let scene = try await HeldPassScene()
        let (register, pass) = (scene.register, try await scene.driver())
        let first = try await register.makePassCode(number: pass.number, by: scene.clerk, now: Self.now)
        #expect(try await register.grant(of: first.code, now: Self.now) == .pass(pass.id))
        #expect(try await register.grant(of: first.code, now: first.expires) == nil)
        let second = try await register.makePassCode(number: pass.number, by: scene.clerk, now: Self.now)
        #expect(try await register.grant(of: first.code, now: Self.now) == nil)
        #expect(try await register.grant(of: second.code, now: Self.now) == .pass(pass.id))
        await #expect(throws: RegisterError.self) {
            _ = try await register.makePassCode(number: "KEL-P-26-999999", by: scene.clerk, now: Self.now)
        }
        let token = try await register.grant(.phone(pass.id), to: nil, limits: .phone, now: Self.now)
        _ = try await register.reportLost(pass.id, .stolen, by: scene.site, now: Self.now)
        #expect(try await register.grant(of: second.code, now: Self.now) == nil)
        #expect(try await register.session(token, now: Self.now)?.grants == [])
        try await scene.close()
    }

    @Test("It opens one application, until it runs out or another takes its place")
    func opens() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let one = try await application(register)
        let two = try await application(register)
        func make(_ id: ApplicationID) async throws -> RetrievalCode {
            try await register.makeRetrievalCode(for: .application(id), lifetime: 1_000, by: scratch.by, now: Self.now)
        }
        let (first, second) = (try await make(one), try await make(two))
        #expect(try await register.target(of: first, now: Self.now + 999) == .application(one))
        #expect(try await register.target(of: second, now: Self.now + 999) == .application(two))
        #expect(try await register.target(of: first, now: Self.now + 1_000) == nil)
        let third = try await make(one)
        #expect(try await register.target(of: first, now: Self.now) == nil)
        #expect(try await register.target(of: third, now: Self.now) == .application(one))
        #expect(try await register.target(of: RetrievalCode(random: [5]), now: Self.now) == nil)
        let nobody = try #require(ApplicationID([UInt8](repeating: 7, count: 16)))
        await #expect(throws: RegisterError.self) { try await make(nobody) }
        try await register.purgeSessions(rules: CodeRules(), now: Self.now + 1_001)
        #expect(try await register.target(of: third, now: Self.now) == nil, "it was forgotten")
        #expect(try await register.verifyAudit().problems == [])
        _ = (try await make(one), try await make(two))
        register.close()
        nonisolated(unsafe) var rows: [[SQLValue]] = []
        try await scratch.tamper {
            rows = try $0.rows("SELECT salt, operations, memory FROM counter_code").map(\.values)
        }
        // Slowly, and each under a salt of its own.
        #expect(rows.count == 2 && rows[0][0] != rows[1][0])
        #expect(rows.allSatisfy { $0[1] == 3 && $0[2] == 12_288 })
    }
}
