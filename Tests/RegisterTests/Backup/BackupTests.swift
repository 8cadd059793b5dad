import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import Testing
import TrustUpdates

@Suite("A backup")
struct BackupTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister
    let place: ScratchFolder

    init() throws {
        scratch = try ScratchRegister()
        place = try ScratchFolder()
    }

    private func issue(_ person: Int, _ register: Register) async throws -> IssuedPass {
        try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass)
    }

    @Test("holds database, seeds, published files and a signed manifest, and no key")
    func contents() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        _ = try await issue(1, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let backup = try await register.backup(
            to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        #expect(backup.passes == 1)
        #expect(backup.auditSize == (try await register.auditSize()))
        let names = try place.files(in: "b")
        #expect(names.contains("register.sqlite"))
        #expect(names.contains("seeds/policy.json"))
        #expect(names.contains("tuf/metadata/timestamp.json"))
        #expect(names.contains("tuf/metadata/1.root.json"))
        #expect(names.contains { $0.hasPrefix("tuf/targets/status/") })
        #expect(names.contains("manifest.json") && names.contains("manifest.sig"))
        #expect(!names.contains { $0.contains("key") && !$0.contains("keys.json") })
        // Everything in it is in the manifest, and nothing that SQLite left beside its file.
        let manifest = try JSONSerialization.jsonObject(
            with: Data(contentsOf: URL(filePath: place.path("b/manifest.json"))))
        let listed = ((manifest as? [String: Any])?["files"] as? [String: Any]).map { Set($0.keys) }
        #expect(listed == Set(names).subtracting(["manifest.json", "manifest.sig"]))
        // Nothing but the backup is left beside it.
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder) == ["b"])
        let attributes = try FileManager.default.attributesOfItem(atPath: place.path("b/register.sqlite"))
        #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
    }

    @Test("has every act that was acknowledged before it began, while acts go on")
    func underLoad() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        var before: [PassID] = []
        for person in 1...5 { before.append(try await issue(person, register).id) }
        let by = scratch.by
        async let load: Int = {
            var issued = 0
            for person in 6...40 {
                if try await register.issue(Records.person(person), by: by, now: Self.now).pass != nil { issued += 1 }
            }
            return issued
        }()
        let backup = try await register.backup(
            to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        #expect(try await load == 35)
        #expect(backup.passes >= 5)
        let restored = try await restore("b", "r")
        defer { restored.close() }
        for id in before { #expect(try await restored.pass(id)?.state == .active) }
        #expect(try await restored.verifyAudit().isIntact)
    }

    @Test("that was made over something, or ran out of disk, leaves nothing")
    func refusals() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        try Data().write(to: URL(filePath: place.path("b")))
        await #expect(throws: RegisterError.self) {
            _ = try await register.backup(to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder) == ["b"])
        // A device that is always full.
        await #expect(throws: (any Error).self) {
            _ = try await register.backup(to: "/dev/full/b", program: "test", isDevelopment: false, now: Self.now)
        }
        _ = try await issue(1, register)
    }

    @Test(
        "is refused when a byte of any file of it was changed, one is missing, or the manifest says another thing",
        arguments: [
            "register.sqlite", "seeds/rules.json", "tuf/metadata/1.root.json", "tuf/metadata/timestamp.json",
            "manifest.json", "manifest.sig",
        ])
    func tampering(file: String) async throws {
        let register = try await scratch.create()
        _ = try await issue(1, register)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        _ = try await register.backup(to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        register.close()
        let path = place.path("b/\(file)")
        let original = try Data(contentsOf: URL(filePath: path))
        var changed = original
        // In the manifest a digit of a number, so that it is still one.
        let position =
            file == "manifest.json"
            ? try #require(changed.firstRange(of: Data("\"madeAt\": 1".utf8))).upperBound : changed.count / 2
        changed[position] = changed[position] == 0x31 ? 0x32 : 0x31
        try changed.write(to: URL(filePath: path))
        await #expect(throws: RegisterError.self) {
            _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now)
        }
        #expect(!FileManager.default.fileExists(atPath: place.path("r/register.sqlite")))
        try FileManager.default.removeItem(atPath: path)
        await #expect(throws: RegisterError.self) {
            _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now)
        }
        try original.write(to: URL(filePath: path))
        _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now)
    }

    @Test("never leads out of its folder, whatever its manifest names")
    func paths() async throws {
        let register = try await scratch.create()
        _ = try await register.backup(to: place.path("b"), program: "test", isDevelopment: false, now: Self.now)
        register.close()
        let manifest = place.path("b/manifest.json")
        let text = try String(contentsOfFile: manifest, encoding: .utf8)
        for name in ["../outside", "keys/pass.pem", "/etc/passwd", "seeds/../x", "seeds/.hidden", "tuf/", "lock"] {
            try text.replacingOccurrences(of: "seeds/rules.json", with: name).write(
                toFile: manifest, atomically: true, encoding: .utf8)
            let error = await #expect(throws: RegisterError.self) {
                _ = try await Register.restore(from: place.path("b"), to: place.path("r"), now: Self.now)
            }
            #expect(error?.description.contains("no file of a backup") == true, "\(name)")
        }
    }

    private func restore(_ backup: String, _ target: String) async throws -> Register {
        _ = try await Register.restore(from: place.path(backup), to: place.path(target), now: Self.now)
        return try await scratch.open(in: place.path(target))
    }
}
