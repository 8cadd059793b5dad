import Foundation
import PassCrypto
import Register
import Testing

@Suite("Passwords that others know") struct KnownPasswordsTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "known-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func list(_ text: String, _ name: String = "list.txt") throws -> String {
        let path = "\(folder)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    private func imported(
        _ lists: [String], least: Int = 1, held: Int = 1 << 13
    ) throws -> (KnownPasswords, KnownPasswordsWriter.Counts) {
        let path = "\(folder)/known"
        var writer = KnownPasswordsWriter(path: path, least: least, held: held)
        for list in lists { try writer.read(list: list) }
        let counts = try writer.finish()
        return (try KnownPasswords(file: path), counts)
    }

    private static func hash(_ password: String) -> String { Hex.encode(SHA1.digest(Array(password.utf8))) }

    @Test("are those of the lists: as they stand and in small letters, with either end of line, and no others")
    func plain() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (known, counts) = try imported([
            try list("monkey-monkey\r\ncorrect horse battery\nshort\n\nmonkey-monkey\nﬁsh and chips\nlast without end")
        ])
        #expect(counts.known == 4 && known.count == 4 && counts.impossible == 1)
        for password in [
            "monkey-monkey", "Monkey-MONKEY", "correct horse battery", "last without end", "fish and chips",
        ] { #expect(known.contains(password), "\(password)") }
        for password in ["", "short", "monkey-monkex", "monkey-monkey ", "correct horse", "another one entirely"] {
            #expect(!known.contains(password), "\(password)")
        }
    }

    @Test("are read from hashes with how often each was seen, too; what was seen seldom can be left out")
    func hashes() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let text =
            "\(Self.hash("seen very often here")):9000\r\n\(Self.hash("seen once or so here").uppercased()):1\n"
            + "\(Self.hash("of no known number"))\n\(Self.hash("x")):what\n"
        let (all, counts) = try imported([try list(text)])
        #expect(counts.known == 4 && counts.rare == 0, "a line that only looks like a hash is a password")
        #expect(all.contains("seen once or so here") && all.contains("seen very often here"))
        let (often, fewer) = try imported([try list(text)], least: 2)
        #expect(fewer.rare == 1 && !often.contains("seen once or so here"))
        #expect(often.contains("seen very often here") && often.contains("of no known number"))
    }

    @Test("may be many: each is found, and what is not among them is not; nothing but the file is left")
    func many() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // More than is held at once for any first byte.
        let count = 200_000
        let path = "\(folder)/many"
        var text = Data()
        text.reserveCapacity(count * 20)
        for number in 0..<count { text.append(contentsOf: "password number \(number)\n".utf8) }
        try text.write(to: URL(fileURLWithPath: path))
        let (known, counts) = try imported([path, path], held: 64)
        #expect(counts.known == count)
        let started = ContinuousClock.now
        for number in stride(from: 0, to: count, by: 67) {
            #expect(known.contains("password number \(number)"))
            #expect(!known.contains("password number -\(number)"))
        }
        // Six thousand looks: some microseconds each, and far more are allowed for a machine that does other things.
        #expect(ContinuousClock.now - started < .seconds(20))
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder)) == ["many", "known"])
    }

    @Test("What is no text and what nobody could have is counted and left out, however long its line is")
    func odd() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/odd"
        let bytes =
            [0xFF, 0xFE, 0x0A] + [UInt8](repeating: 0x61, count: 3_000_000) + [0x0A] + Array("good and long one\n".utf8)
            + [UInt8](repeating: 0x62, count: 300) + [0x0A]
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let (known, counts) = try imported([path])
        #expect(counts.known == 1 && counts.unreadable == 1 && counts.impossible == 2)
        #expect(known.contains("good and long one"))
    }

    @Test("A file that is not whole is refused when it is opened")
    func damaged() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try imported([try list("monkey-monkey\ncorrect horse battery\n")])
        let whole = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/known"))
        var turned = whole
        turned[8 + 7] = 1
        for bytes in [Data(), whole.prefix(100), whole.dropLast(), whole + [0], Data([0]) + whole.dropFirst(), turned] {
            let path = "\(folder)/damaged"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            #expect(throws: RegisterError.self) { try KnownPasswords(file: path) }
        }
        #expect(throws: RegisterError.self) { try KnownPasswords(file: folder + "/none") }
    }

    @Test("A list is put in the place of the one before as a whole; one that can't be read changes nothing")
    func replaced() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try imported([try list("monkey-monkey\n")])
        #expect(throws: (any Error).self) { try imported([folder + "/none"]) }
        #expect(try KnownPasswords(file: "\(folder)/known").contains("monkey-monkey"))
        let (known, _) = try imported([try list("another one entirely\n", "other")])
        #expect(!known.contains("monkey-monkey") && known.contains("another one entirely"))
    }

    @Test("No account of companies or staff gets one of them, new or changed, from the next start on")
    func refused() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let scene = try await CompanyScene()
        let owner = try await scene.found()
        let word = "tide-crane-rope-49"
        scene.register.close()
        let path = scene.scratch.folder + "/" + KnownPasswords.fileName
        var writer = KnownPasswordsWriter(path: path, least: 1)
        try writer.read(list: try list("\(word)\n\(CompanyScene.password)\n"))
        _ = try writer.finish()
        let register = try await scene.scratch.open()
        defer { register.close() }
        #expect(register.knownPasswordCount == 2)
        guard
            case .refused(let fault) = try await register.setPassword(
                word, of: try CompanyScene.email("owner"), now: CompanyScene.now)
        else {
            Issue.record("taken")
            return
        }
        #expect(fault.rule == "too-common")
        let new = Register.NewAccount(
            email: try CompanyScene.email("new"), name: "New", password: word, language: .en)
        #expect(register.faults(in: new).map(\.rule) == ["too-common"])
        // Who has one already still comes in.
        #expect(
            try await register.signIn(
                email: try CompanyScene.email("owner"), password: CompanyScene.password, client: nil,
                now: CompanyScene.now) == .signedIn(owner))
    }
}
