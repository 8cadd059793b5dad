import Foundation
import GateCore
import GateScenes
import PassFormat
import PassVerify
import Testing

@Suite("Damaged trust") struct TrustFaultTests {
    private func files(below folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).map { "\(folder)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    @Test("Cut off wherever it is, a file of trust is missed or changes nothing; the next sync mends it")
    func truncation() async throws {
        let scene = try await GateScene()
        let good = try scene.port.pass("KEL-P-26-000001")
        try await scene.publish(try scene.port.list([7: .revoked]))
        let revoked = try scene.port.pass("KEL-P-26-000007", index: 7)
        let home = scene.port.home
        for file in try files(below: home + "/trust") + files(below: home + "/tuf") {
            let whole = [UInt8](try #require(FileManager.default.contents(atPath: file)))
            for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 24)) {
                try Data(whole[..<length]).write(to: URL(fileURLWithPath: file))
                let place = "\(file.dropFirst(home.count)) at \(length)"
                await scene.restart()
                // Without trust nothing is admitted; with it the revoked pass is known to be so. Nobody is kept from leaving.
                #expect(await scene.laterScan(revoked, .in).verdict == .deny, "\(place)")
                #expect(await scene.laterScan(good, .out).verdict != .deny, "\(place)")
                try? Data(whole).write(to: URL(fileURLWithPath: file))
                let now = scene.clock.read().wall
                let isMended = (try? await scene.home.sync(from: scene.port.source, now: now)) != nil
                #expect(isMended, "\(place)")
            }
        }
        await scene.restart()
        #expect(await scene.laterScan(revoked, .in).codes == "revoked")
    }

    @Test("A cut file is mended by a sync alone, without anybody putting it back")
    func mended() async throws {
        let scene = try await GateScene()
        let good = try scene.port.pass("KEL-P-26-000001")
        let home = scene.port.home
        for file in try files(below: home + "/trust") {
            let bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
            try Data(bytes.prefix(bytes.count / 2)).write(to: URL(fileURLWithPath: file))
            _ = try await scene.home.sync(from: scene.port.source, now: scene.clock.read().wall)
            await scene.restart()
            #expect(await scene.laterScan(good, .check).verdict == .admit, "\(file.dropFirst(home.count))")
        }
    }

    @Test("A stick that was copied while the service published gives the old trust or the new, and never a mixture")
    func halfCopied() async throws {
        let scene = try await GateScene()
        let manager = FileManager.default
        let stick = scene.port.folder + "/stick"
        let old = try files(below: scene.port.source)
        scene.clock.pass(60)
        // Published after so many of the files had been copied, for every such moment.
        let before = scene.port.folder + "/before"
        try manager.copyItem(atPath: scene.port.source, toPath: before)
        try scene.port.publish(try scene.port.list([1: .revoked]), now: scene.clock.read().wall)
        for copied in 0...old.count {
            try? manager.removeItem(atPath: stick)
            try manager.copyItem(atPath: scene.port.source, toPath: stick)
            for file in old.prefix(copied) {
                let name = file.dropFirst(scene.port.source.count)
                try? manager.removeItem(atPath: stick + name)
                try manager.copyItem(atPath: before + name, toPath: stick + name)
            }
            let home = scene.port.folder + "/gate-\(copied)"
            try GateHome.create(
                at: home, root: RootCandidate(file: scene.port.root, development: false), gate: "KEL-E1",
                development: false, now: ScenePort.now)
            let gate = try GateHome.open(at: home)
            _ = try await gate.sync(from: before, now: scene.clock.read().wall)
            let isNew = (try? await gate.sync(from: stick, now: scene.clock.read().wall))?.isNew ?? false
            let trust = try #require(try gate.appliedTrust(unlessStill: nil)).trust
            #expect((trust.statusLists[0]?[1] == .revoked) == isNew, "after \(copied) files")
            #expect((trust.issued == ScenePort.now) == !isNew, "after \(copied) files")
        }
    }
}
