import Register
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

    private func application(_ register: Register, _ by: Principal, _ idNumber: String) async throws -> ApplicationID {
        let answer = try await register.apply(Records.with(["idNumber": idNumber]), by: by, now: Self.now)
        guard case .submitted(let id) = answer else {
            Issue.record("\(answer)")
            throw CancellationError()
        }
        return id
    }

    @Test("It opens one application, until it runs out or another takes its place")
    func opens() async throws {
        let scratch = try ScratchRegister()
        let register = try await scratch.create()
        let one = try await application(register, scratch.by, "A123456789")
        let two = try await application(register, scratch.by, "A800000014")
        func make(_ id: ApplicationID) async throws -> RetrievalCode {
            try await register.makeRetrievalCode(for: id, lifetime: 1_000, by: scratch.by, now: Self.now)
        }
        let (first, second) = (try await make(one), try await make(two))
        #expect(try await register.application(first, now: Self.now + 999) == one)
        #expect(try await register.application(second, now: Self.now + 999) == two)
        #expect(try await register.application(first, now: Self.now + 1_000) == nil)
        let third = try await make(one)
        #expect(try await register.application(first, now: Self.now) == nil)
        #expect(try await register.application(third, now: Self.now) == one)
        #expect(try await register.application(RetrievalCode(random: [5]), now: Self.now) == nil)
        let nobody = try #require(ApplicationID([UInt8](repeating: 7, count: 16)))
        await #expect(throws: RegisterError.self) { try await make(nobody) }
        try await register.purgeSessions(rules: CodeRules(), now: Self.now + 1_001)
        #expect(try await register.application(third, now: Self.now) == nil, "it was forgotten")
        #expect(try await register.verifyAudit().problems == [])
        register.close()
    }
}
