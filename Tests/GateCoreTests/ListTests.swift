import Foundation
import GateCore
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import Testing
import TrustFiles

@Suite("What a gate looks up in its port's lists") struct ListTests {
    private static let portKey = [UInt8](repeating: 5, count: 32)

    /// What a port publishes for a gate: a directory of one pass and a visitor, and another port's list.
    private func files(for identity: GateIdentity, index: Int, key: [UInt8] = portKey) throws -> [String: [UInt8]] {
        let cipher = try ListCipher(portKey: key)
        let entry = DirectoryEntry(
            number: "KEL-P-26-000001", list: 0, index: index, kind: .person, zones: 1, notBefore: ScenePort.now,
            expires: ScenePort.now + 86_400)
        let visitor = try #require(
            ExpectedVisitor(
                hint: "456789", from: ScenePort.now, until: ScenePort.now + 60, sponsor: "陽明海運", name: nil))
        let hotList = try #require(
            HotList(numbers: ["KEL-P-26-000007"], plateKey: key, plateHashes: SixteenByteTable([])))
        var files = [
            "directory/TWKEL/0": try DirectoryShard([entry]).encoded(),
            "ops/visitors-TWKEL": VisitorsFile.encode([visitor]), "ops/hotlist-TWKEL": HotListFile.encode(hotList),
        ]
        for (name, content) in files { files[name] = try cipher.seal(content, as: name) }
        files["ops/gates-TWKEL"] = try PortKeyFile(
            port: "TWKEL", copies: [identity.box.publicKey: try BoxKey.seal(key, to: identity.box.publicKey)]
        ).encoded()
        for name in ["directory/TWTPE/0", "ops/hotlist-TWTPE", "ops/gates-TWTPE"] { files[name] = [1, 2, 3] }
        return files
    }

    @Test("A typed number is told with its status, a visitor while expected, and the hot list asks for a check")
    func lookUp() async throws {
        let scene = try await GateScene()
        let identity = try GateIdentity.load(home: scene.port.home)
        await #expect(throws: GateError.self) { try await scene.gate.lookUp(number: "KEL-P-26-000001") }
        try await scene.publish(try files(for: identity, index: 9), at: ScenePort.now + 20)

        let answer = try #require(try await scene.gate.lookUp(number: "KEL-P-26-000001"))
        #expect(answer.status == .valid && answer.entry.index == 9 && !answer.isBarred)
        #expect(try await scene.gate.lookUp(number: "KEL-P-26-000002") == nil)
        try await scene.gate.bar("KEL-P-26-000001", reason: "fight", by: "lin")
        #expect(try await scene.gate.lookUp(number: "KEL-P-26-000001")?.isBarred == true)
        #expect(try await scene.gate.expectedVisitors("456789").count == 1)
        scene.clock.pass(60)
        #expect(try await scene.gate.expectedVisitors("456789").isEmpty)
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000007", index: 3)).codes == "hotlist")
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000008", index: 4)).codes == "")
    }

    @Test("A pass that was once revoked is told so by its number, whatever a later list says")
    func rememberedRevocation() async throws {
        let scene = try await GateScene()
        let identity = try GateIdentity.load(home: scene.port.home)
        var files = try files(for: identity, index: 9)
        var list = StatusList()
        _ = list.set(.revoked, at: 9)
        files["status/0"] = try scene.port.token(list, number: 0)
        try await scene.publish(files, at: ScenePort.now + 20)
        #expect(try await scene.gate.lookUp(number: "KEL-P-26-000001")?.status == .revoked)
        files["status/0"] = try scene.port.token(StatusList(), number: 0)
        try await scene.publish(files, at: ScenePort.now + 40)
        #expect(try await scene.gate.lookUp(number: "KEL-P-26-000001")?.status == .revoked)
    }

    @Test("What is sealed to another port's gates is not fetched")
    func choice() async throws {
        let scene = try await GateScene()
        let identity = try GateIdentity.load(home: scene.port.home)
        try await scene.publish(try files(for: identity, index: 9), at: ScenePort.now + 20)
        let names = try FileManager.default.subpathsOfDirectory(atPath: scene.port.home + "/trust")
        #expect(names.contains { $0.hasSuffix("directory/TWKEL/0") })
        #expect(!names.contains { $0.contains("TWTPE") })
    }

    @Test("Lists that can't be opened are said, and stop neither trust nor scans")
    func closed() async throws {
        let scene = try await GateScene()
        _ = try GateIdentity.load(home: scene.port.home)
        let stranger = try ScenePort()
        defer { stranger.remove() }
        _ = try stranger.publish()
        let other = try stranger.makeHome()
        var files = try files(for: try GateIdentity.load(home: other.path), index: 9)
        var list = StatusList()
        _ = list.set(.revoked, at: 3)
        files["status/0"] = try scene.port.token(list, number: 0)
        try await scene.publish(files, at: ScenePort.now + 20)
        await #expect(throws: GateError.self) { try await scene.gate.lookUp(number: "KEL-P-26-000001") }
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000003", index: 3)).codes == "revoked")
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000004", index: 4)).codes == "")
    }
}
