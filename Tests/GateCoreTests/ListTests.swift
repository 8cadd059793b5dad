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

    /// Publishes, applies, and fetches the directory.
    private func publish(_ files: [String: [UInt8]], in scene: GateScene, at time: Int64) async throws {
        try await scene.publish(files, at: time)
        try await scene.gate.followDirectory(from: try GateHome.fetcher(for: scene.port.source))
    }

    @Test("A typed number is told with its status, a visitor while expected, and the hot list asks for a check")
    func lookUp() async throws {
        let scene = try await GateScene()
        let identity = try GateIdentity.load(home: scene.port.home)
        await #expect(throws: GateError.self) { try await scene.gate.lookUp(number: "KEL-P-26-000001") }
        try await publish(try files(for: identity, index: 9), in: scene, at: ScenePort.now + 20)

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
        try await publish(files, in: scene, at: ScenePort.now + 20)
        #expect(try await scene.gate.lookUp(number: "KEL-P-26-000001")?.status == .revoked)
        files["status/0"] = try scene.port.token(StatusList(), number: 0)
        try await publish(files, in: scene, at: ScenePort.now + 40)
        #expect(try await scene.gate.lookUp(number: "KEL-P-26-000001")?.status == .revoked)
    }

    @Test("What is sealed to another port's gates is not fetched")
    func choice() async throws {
        let scene = try await GateScene()
        let identity = try GateIdentity.load(home: scene.port.home)
        try await publish(try files(for: identity, index: 9), in: scene, at: ScenePort.now + 20)
        let names = try FileManager.default.subpathsOfDirectory(atPath: scene.port.home)
        #expect(names.contains("directory/TWKEL/0"))
        #expect(!names.contains { $0.hasPrefix("trust/") && $0.contains("directory") })
        #expect(!names.contains { $0.contains("TWTPE") })
    }

    @Test(
        "A directory that grows is not to be had until it is whole; a part that can't be fetched holds nothing else up")
    func grows() async throws {
        let scene = try await GateScene()
        let identity = try GateIdentity.load(home: scene.port.home)
        try await publish(try files(for: identity, index: 9), in: scene, at: ScenePort.now + 20)
        var files = try files(for: identity, index: 9)
        let cipher = try ListCipher(portKey: Self.portKey)
        let number: WireText = "KEL-P-26-000001"
        let entry = DirectoryEntry(
            number: number, list: 0, index: 10, kind: .person, zones: 1, notBefore: 0, expires: ScenePort.now + 86_400)
        for part in 0..<2 {
            let entries = DirectoryShard.slot(of: number) % 2 == part ? [entry] : []
            let name = "directory/TWKEL/\(part)"
            files[name] = try cipher.seal(try DirectoryShard(entries).encoded(), as: name)
        }
        try await scene.publish(files, at: ScenePort.now + 40)
        // The line breaks before the last part: the number is answered by nobody, and a scan as ever.
        let folder = scene.port.source + "/targets/directory/TWKEL"
        let broken = try #require(
            try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".1") })
        let kept = try #require(FileManager.default.contents(atPath: "\(folder)/\(broken)"))
        try Data("cut".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(broken)"))
        let fetcher = try GateHome.fetcher(for: scene.port.source)
        await #expect(throws: (any Error).self) { try await scene.gate.followDirectory(from: fetcher) }
        await #expect(throws: GateError.self) { try await scene.gate.lookUp(number: number) }
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000008", index: 4)).codes == "")
        try kept.write(to: URL(fileURLWithPath: "\(folder)/\(broken)"))
        try await scene.gate.followDirectory(from: fetcher)
        #expect(try await scene.gate.lookUp(number: number)?.entry.index == 10)
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
        try await publish(files, in: scene, at: ScenePort.now + 20)
        await #expect(throws: GateError.self) { try await scene.gate.lookUp(number: "KEL-P-26-000001") }
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000003", index: 3)).codes == "revoked")
        #expect(await scene.scan(try scene.port.pass("KEL-P-26-000004", index: 4)).codes == "")
    }
}
