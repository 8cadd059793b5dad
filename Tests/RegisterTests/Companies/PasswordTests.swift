import PassCrypto
import Register
import Testing

@Suite("Passwords")
struct PasswordTests {
    static let common = [
        "password", "qwerty", "qwertyuiop", "letmein", "welcome", "admin", "keelung", "harbour", "iloveyou", "monkey",
    ]

    private func rule(_ text: String) -> String? {
        PasswordText(text).fault(
            "password", common: Self.common, own: ["chen.owner@example.com", "基隆港埠裝卸", "04595257"])?.rule
    }

    @Test(
        "that guessing begins with are refused, however they are dressed",
        arguments: [
            "passwordpassword", "Password1234", "P@ssw0rd2026!", "qwertyuiop123", "QWERTY-qwerty", "123456789012",
            "abcdefghijkl", "aaaaaaaaaaaa", "abababababab", "112233445566", "iloveyou2026", "Welcome-Admin1",
            "KeelungHarbour88", "chen.owner2026", "基隆港埠裝卸04595257", "04595257-04595257", "l3tm31n!!!!!!!",
        ])
    func common(text: String) { #expect(rule(text) == "too-common") }

    @Test(
        "that somebody made up are taken, whatever they are made of",
        arguments: [
            "correct horse battery staple", "grüne Kühe fliegen tief", "我家門前有小河後面有山坡", "xK9#mQ2$vL5@",
            "tide-crane-rope-49",
            "ngày mai trời lại sáng", "    spaces count too",
        ])
    func good(text: String) { #expect(rule(text) == nil) }

    @Test(
        "have a length, and no control characters",
        arguments: [
            ("", "required"), ("elevenchars", "too-short"), ("kurze Kühe", "too-short"),
            (String(repeating: "abcdefgh qrst ", count: 20), "too-long"), ("line\nbreak in it", "forbidden-character"),
            (String(repeating: "x", count: 1 << 20), "too-long"),
        ])
    func limits(text: String, wanted: String) { #expect(rule(text) == wanted) }

    @Test("are looked at as they were typed: in their case, with their spaces, and whole")
    func exact() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let email = try CompanyScene.email("owner")
        let longest = String(repeating: "tide crane rope 49 ", count: 13) + "!quay rop"
        try #require(longest.utf8.count == PasswordText.mostBytes)
        #expect(try await scene.register.setPassword(longest, of: email, now: CompanyScene.now) == .changed)
        for text in [
            longest.uppercased(), longest + " ", " " + longest, longest + "x",
            longest + String(repeating: "x", count: 300), String(longest.dropLast()), "",
            String(repeating: "x", count: 2_000),
        ] {
            #expect(
                try await scene.register.signIn(email: email, password: text, client: nil, now: CompanyScene.now)
                    == .refused, "\(text.utf8.count)")
        }
        #expect(
            try await scene.register.signIn(email: email, password: longest, client: nil, now: CompanyScene.now)
                == .signedIn(owner))
    }

    @Test("are the same from every keyboard")
    func normalised() async throws {
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let email = try CompanyScene.email("owner")
        // Two spellings of ü, and full-width letters.
        for text in ["gru\u{308}ne Ku\u{308}he fliegen tief", "ｇrüne Kühe fliegen tief"] {
            #expect(
                try await scene.register.signIn(email: email, password: text, client: nil, now: CompanyScene.now)
                    == .signedIn(owner))
        }
    }
}
