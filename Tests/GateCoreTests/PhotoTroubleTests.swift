import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import Testing

@Suite("Photos that can't be had at once") struct PhotoTroubleTests {
    private func followFails(_ scene: PhotoScene) async {
        await #expect(throws: (any Error).self) { try await scene.follow() }
    }

    /// What an expired or withdrawn photo is told by.
    private func withdraw(_ index: Int, at server: PhotoServer) {
        server.change { state in
            let entry = state.entries[index]
            state.entries.append(
                ListedPhoto(name: entry.name, size: 0, expires: entry.expires, digest: entry.digest))
        }
    }

    enum Loss: CaseIterable { case folder, blob }

    @Test("What was lost stays asked for however many turns fail, also over a new start", arguments: Loss.allCases)
    func lost(loss: Loss) async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(PhotoScene.jpeg)
        let other = try scene.server.add([1, 2, 3])
        try await scene.follow()
        let text = try scene.pass(photo)
        switch loss {
        case .folder: try FileManager.default.removeItem(atPath: scene.folder)
        case .blob:
            try scene.put(Array(photo.blob.reversed()), as: photo.name)
            #expect(await scene.scan(text).result.codes == "photo-missing")
        }
        // The memory of the scan alone would end here.
        await scene.gate.restart()
        for refusal in ["503 Service Unavailable", "401 Unauthorized", nil] as [String?] {
            scene.server.change { state in
                state.refusal = refusal
                state.blobs[photo.name] = [1]
            }
            await followFails(scene)
            #expect(!scene.gate.gate.photos.isComplete)
            // A missing photo is the service's fault now, not the holder's.
            #expect(await scene.scan(text).result.codes == "")
            await scene.gate.restart()
        }
        scene.server.change { $0.blobs[photo.name] = photo.blob }
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob && scene.file(other) == other.blob)
        #expect(scene.gate.gate.photos.isComplete)
        #expect(await scene.scan(text).jpeg == PhotoScene.jpeg)
    }

    @Test("A full shelf goes through the rest of the listing, and what went there makes room")
    func full() async throws {
        var limits = PhotoShelfLimits()
        limits.count = 1
        let scene = try await PhotoScene(limits: limits)
        defer { scene.server.stop() }
        scene.server.change { $0.page = 1 }
        let old = try scene.server.add(PhotoScene.jpeg)
        let new = try scene.server.add([1, 2, 3])
        withdraw(0, at: scene.server)
        await followFails(scene)
        #expect(scene.file(old) == nil && scene.file(new) == nil && !scene.gate.gate.photos.isComplete)
        try await scene.follow()
        #expect(scene.file(new) == new.blob && scene.gate.gate.photos.isComplete)
    }

    @Test("A full shelf is swept before anything is fetched")
    func fullOfOld() async throws {
        var limits = PhotoShelfLimits()
        limits.count = 1
        let scene = try await PhotoScene(limits: limits)
        defer { scene.server.stop() }
        let old = try scene.server.add(PhotoScene.jpeg)
        try await scene.follow()
        let new = try scene.server.add([1, 2, 3], expires: ScenePort.now + 30 * 86_400)
        await followFails(scene)
        #expect(scene.file(old) != nil && scene.file(new) == nil)
        scene.server.change { $0.time = ScenePort.now + 9 * 86_400 }
        try await scene.follow()
        #expect(scene.file(old) == nil && scene.file(new) == new.blob && scene.gate.gate.photos.isComplete)
    }

    @Test("A photo whose file has a wrong time, as from a copied folder, goes and comes again")
    func wrongTime() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(PhotoScene.jpeg, expires: ScenePort.now + 30 * 86_400)
        try await scene.follow()
        let path = "\(scene.folder)/\(photo.name)"
        let time = try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        #expect(time == Date(timeIntervalSince1970: Double(ScenePort.now + 30 * 86_400)))
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: Double(ScenePort.now))], ofItemAtPath: path)
        scene.server.change { $0.time = ScenePort.now + 9 * 86_400 }
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob && scene.gate.gate.photos.isComplete)
    }

    @Test(
        "A service that refuses a photo is not asked for the others, and what is here of one stays",
        arguments: ["429 Too Many Requests", "503 Service Unavailable", "401 Unauthorized"])
    func refused(refusal: String) async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(PhotoScene.jpeg)
        for byte in 0..<5 { _ = try scene.server.add([UInt8(byte)]) }
        scene.server.change { $0.cut = 30_000 }
        await followFails(scene)
        scene.server.change { $0.refusal = refusal }
        let count = scene.server.requests.count
        await followFails(scene)
        #expect(scene.server.requests.count == count + 2)
        scene.server.change { $0.refusal = nil }
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob)
        #expect(scene.server.requests.contains { $0.contains("\(photo.name) ") && $0.contains("bytes=30000-") })
    }

    @Test("One photo that stays wrong is asked for alone, without going through all pages; a 416 is one, too")
    func wrong() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        scene.server.change { $0.page = 1 }
        let photo = try scene.server.add(PhotoScene.jpeg)
        let others = try (0..<4).map { try scene.server.add([UInt8($0)]) }
        scene.server.change { $0.blobs[photo.name] = [1] }
        await followFails(scene)
        #expect(others.allSatisfy { scene.file($0) == $0.blob })
        for refusal in [nil, "416 Range Not Satisfiable"] as [String?] {
            scene.server.change { $0.refusal = refusal }
            let count = scene.server.requests.count
            await followFails(scene)
            // The listing from its end, and the photo.
            #expect(scene.server.requests.count == count + 2)
        }
        scene.server.change { state in
            state.refusal = nil
            state.blobs[photo.name] = photo.blob
        }
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob && scene.gate.gate.photos.isComplete)
    }
}
