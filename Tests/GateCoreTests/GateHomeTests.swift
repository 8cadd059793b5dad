import Foundation
import GateCore
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("The gate's home") struct GateHomeTests {
    @Test("A new home has no trust; after a sync it has all of it, and keeps the object while nothing changes")
    func firstSync() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        try port.publish()
        let home = try port.makeHome()
        #expect(try home.appliedTrust(unlessStill: nil) == nil)

        let outcome = try await home.sync(from: port.source, now: ScenePort.now + 5)
        #expect(outcome.isNew && outcome.issued == ScenePort.now && outcome.version == 1 && outcome.fileCount == 4)
        let applied = try #require(try home.appliedTrust(unlessStill: nil))
        #expect(applied.trust.issued == ScenePort.now)
        #expect(applied.trust.statusLists[0]?[5] == .valid)
        #expect(try home.appliedTrust(unlessStill: applied)?.trust === applied.trust)

        #expect(try await home.sync(from: port.source, now: ScenePort.now + 6).isNew == false)
        try port.publish(now: ScenePort.now + 60)
        #expect(try await home.sync(from: port.source, now: ScenePort.now + 61).isNew)
        #expect(try home.appliedTrust(unlessStill: applied)?.trust.issued == ScenePort.now + 60)
    }

    @Test("A generation whose files can't be used is not applied, well signed as it is")
    func unusable() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        try port.publish()
        let home = try port.makeHome()
        _ = try await home.sync(from: port.source, now: ScenePort.now)
        let other = KeyHandle(try SigningKey.generate())
        var revoked = StatusList()
        _ = revoked.set(.revoked, at: 5)
        let bad: [[String: [UInt8]]] = [
            [KeysFile.path: Array("{}".utf8)], [PolicyFile.path: []], [LevelFile.path: Array("9".utf8)],
            // Signed by a pass key; by nobody known; another list's token in its place.
            ["status/0": try port.token(revoked, number: 0, by: port.passKey)],
            ["status/0": try port.token(revoked, number: 0, by: other)],
            ["status/0": try port.token(revoked, number: 1)],
        ]
        for (step, files) in bad.enumerated() {
            let now = ScenePort.now + Int64(step + 1)
            try port.publish(files, now: now)
            await #expect(throws: GateError.self, "\(files.keys)") { try await home.sync(from: port.source, now: now) }
            #expect(try home.appliedTrust(unlessStill: nil)?.trust.issued == ScenePort.now)
        }
        try port.publish(without: PolicyFile.path, now: ScenePort.now + 30)
        await #expect(throws: GateError.self) { try await home.sync(from: port.source, now: ScenePort.now + 30) }
        try port.publish(["status/0": try port.token(revoked, number: 0)], now: ScenePort.now + 60)
        _ = try await home.sync(from: port.source, now: ScenePort.now + 60)
        #expect(try home.appliedTrust(unlessStill: nil)?.trust.statusLists[0]?[5] == .revoked)
    }

    @Test("A gate that the policy does not have names those that it has")
    func unknownGate() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        try port.publish()
        let home = try port.makeHome(gate: "KEL-E2")
        let error = await #expect(throws: GateError.self) { try await home.sync(from: port.source, now: ScenePort.now) }
        #expect(error?.code == .gate)
        #expect(error?.description.contains("KEL-E1") == true)
    }

    @Test("Development keys are refused, in the root and in the key file, unless the home is for development")
    func developmentKeys() async throws {
        let port = try ScenePort(development: true)
        defer { port.remove() }
        try port.publish()
        #expect(throws: GateError.self) { try port.makeHome() }
        let home = try port.makeHome(development: true)
        _ = try await home.sync(from: port.source, now: ScenePort.now)

        // The same home, were it not for development: the pass key alone is enough to refuse the trust.
        var configuration = home.configuration
        configuration.development = false
        try JSONEncoder().encode(configuration).write(to: URL(fileURLWithPath: port.home + "/gate.json"))
        let real = try GateHome.open(at: port.home)
        #expect(throws: GateError.self) { try real.appliedTrust(unlessStill: nil) }
    }

    @Test("A crash before `current` names a new generation leaves the old one in force, and the next sync goes through")
    func crash() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        try port.publish()
        let home = try port.makeHome()
        _ = try await home.sync(from: port.source, now: ScenePort.now)
        let current = try String(contentsOfFile: port.home + "/trust/current", encoding: .utf8)
        try port.publish(now: ScenePort.now + 60)
        _ = try await home.sync(from: port.source, now: ScenePort.now + 60)

        // As if the power had gone just before the last rename, with half of another generation lying about.
        try current.write(toFile: port.home + "/trust/current", atomically: true, encoding: .utf8)
        try FileManager.default.createDirectory(
            atPath: port.home + "/trust/building/files", withIntermediateDirectories: true)
        #expect(try home.appliedTrust(unlessStill: nil)?.trust.issued == ScenePort.now)
        #expect(try await home.sync(from: port.source, now: ScenePort.now + 61).isNew)
        #expect(try home.appliedTrust(unlessStill: nil)?.trust.issued == ScenePort.now + 60)
        #expect(!FileManager.default.fileExists(atPath: port.home + "/trust/building"))
    }

    @Test("Two processes don't change one home at once")
    func locked() async throws {
        let port = try ScenePort()
        defer { port.remove() }
        try port.publish()
        let home = try port.makeHome()
        let descriptor = open(port.home + "/lock", O_RDWR | O_CREAT, 0o600)
        #expect(flock(descriptor, LOCK_EX) == 0)
        await #expect(throws: (any Error).self) { try await home.sync(from: port.source, now: ScenePort.now) }
        close(descriptor)
        _ = try await home.sync(from: port.source, now: ScenePort.now)
    }

    @Test("A home is not made over another, and a gate's id is plain", arguments: ["", "KEL E1", "../E1", "門"])
    func creating(_ gate: String) throws {
        let port = try ScenePort()
        defer { port.remove() }
        #expect(throws: GateError.self) { try port.makeHome(gate: gate) }
        #expect(!FileManager.default.fileExists(atPath: port.home))
        _ = try port.makeHome()
        #expect(throws: GateError.self) { try port.makeHome() }
    }
}
