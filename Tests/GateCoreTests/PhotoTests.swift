import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify
import Testing

@Suite("Photos at a gate") struct PhotoTests {
    /// What stands for a JPEG.
    static let jpeg = PhotoScene.jpeg

    @Test("A photo comes, lies sealed, and opens when its pass is shown, and for no other pass")
    func road() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(Self.jpeg)
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob)
        let shown = await scene.scan(try scene.pass(photo))
        #expect(shown.jpeg == Self.jpeg && shown.result.verdict == .admit)
        let plain = await scene.scan(try scene.gate.port.pass("KEL-P-26-000002", index: 2))
        #expect(plain.jpeg == nil && plain.result.codes == "")
        // Nothing is fetched twice, also by a gate that starts anew.
        let count = scene.server.requests.count
        await scene.gate.restart()
        try await scene.follow()
        #expect(scene.server.requests.count == count + 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: scene.folder) {
            let data = try #require(FileManager.default.contents(atPath: "\(scene.folder)/\(name)"))
            #expect(data.range(of: Data("the face".utf8)) == nil)
        }
    }

    @Test("A pass that nobody signed opens no photo, whatever secret it names")
    func forged() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(Self.jpeg)
        try await scene.follow()
        let other = try ScenePort()
        defer { other.remove() }
        var claims = ScenePort.claims("KEL-P-26-000001")
        claims.photoSecret = photo.secret
        let shown = await scene.scan(try other.pass(claims))
        #expect(shown.jpeg == nil && shown.result.verdict == .deny)
    }

    @Test("A photo that was cut short goes on where it ended", arguments: [0, 1, 30_000])
    func resumed(cut: Int) async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(Self.jpeg)
        scene.server.change { $0.cut = cut }
        await #expect(throws: (any Error).self) { try await scene.follow() }
        #expect(scene.file(photo) == nil)
        #expect(await scene.scan(try scene.pass(photo)).result.codes == "")
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob)
        let asked = scene.server.requests.last?.contains("Range: bytes=\(cut)-") ?? false
        #expect(asked == (cut > 0))
        #expect(!FileManager.default.fileExists(atPath: "\(scene.folder)/\(photo.name).part"))
    }

    @Test("A part that is not the photo's is thrown away, and all of it is fetched again")
    func foreignPart() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        try await scene.follow()
        let photo = try scene.server.add(Self.jpeg)
        try FileManager.default.createDirectory(atPath: scene.folder, withIntermediateDirectories: true)
        try scene.put([UInt8](repeating: 1, count: 500), as: photo.name + ".part")
        await #expect(throws: (any Error).self) { try await scene.follow() }
        #expect(scene.file(photo) == nil)
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob)
    }

    @Test("What is larger, or other, than was listed is kept by nobody; the next ones come, and it is asked for again")
    func lying() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let (one, two) = (try scene.server.add(Self.jpeg), try scene.server.add([1, 2, 3]))
        scene.server.change { $0.extra = 5 }
        await #expect(throws: (any Error).self) { try await scene.follow() }
        #expect(scene.file(one) == nil && scene.file(two) == nil)
        scene.server.change { state in
            state.extra = 0
            state.blobs[one.name] = [UInt8](repeating: 0, count: one.blob.count)
        }
        await #expect(throws: (any Error).self) { try await scene.follow() }
        #expect(scene.file(one) == nil && scene.file(two) == two.blob)
        #expect(!scene.gate.gate.photos.isComplete)
        scene.server.change { $0.blobs[one.name] = one.blob }
        try await scene.follow()
        #expect(scene.file(one) == one.blob && scene.gate.gate.photos.isComplete)
    }

    @Test("A missing photo says something only at a gate that once had all of them")
    func missing() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try PhotoCipher.seal(jpeg: Self.jpeg)
        let text = try scene.pass(photo)
        #expect(await scene.scan(text).result.codes == "")
        try await scene.follow()
        let missing = await scene.scan(text)
        #expect(missing.result.codes == "photo-missing" && missing.result.verdict == .check && missing.jpeg == nil)
        // A pass without a photo needs none.
        #expect(await scene.scan(try scene.gate.port.pass("KEL-P-26-000002", index: 2)).result.codes == "")
    }

    enum Damage: CaseIterable { case anotherPass, truncated, flipped, empty, link }

    @Test(
        "A photo that is not the one its pass was signed for is never shown, and comes anew", arguments: Damage.allCases
    )
    func substituted(damage: Damage) async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let (mine, yours) = (try scene.server.add(Self.jpeg), try scene.server.add(Self.jpeg + [1]))
        try await scene.follow()
        let text = try scene.pass(mine)
        switch damage {
        case .anotherPass: try scene.put(yours.blob, as: mine.name)
        case .truncated: try scene.put(Array(mine.blob.dropLast(100)), as: mine.name)
        case .flipped:
            var blob = mine.blob
            blob[30_000] ^= 1
            try scene.put(blob, as: mine.name)
        case .empty: try scene.put([], as: mine.name)
        case .link:
            try scene.put(nil, as: mine.name)
            try FileManager.default.createSymbolicLink(
                atPath: "\(scene.folder)/\(mine.name)", withDestinationPath: "\(scene.folder)/\(yours.name)")
        }
        let shown = await scene.scan(text)
        #expect(shown.jpeg == nil && shown.result.codes == "photo-missing")
        guard damage != .link else { return }
        try await scene.follow()
        #expect(await scene.scan(text).jpeg == Self.jpeg)
    }

    @Test("What went is taken away, what expired is not fetched, and what changed its time stays longer")
    func gone() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(Self.jpeg)
        let old = try scene.server.add([1, 2, 3], expires: ScenePort.now - 1)
        try await scene.follow()
        #expect(scene.file(photo) != nil && scene.file(old) == nil)
        scene.server.change { state in
            let entry = state.entries[0]
            state.entries.append(
                ListedPhoto(name: entry.name, size: 0, expires: entry.expires, digest: entry.digest))
            state.blobs[photo.name] = nil
        }
        try await scene.follow()
        #expect(scene.file(photo) == nil)
    }

    @Test("Photos go a week after the last pass with them has expired, by the service's clock")
    func swept() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let (short, long) = (
            try scene.server.add(Self.jpeg), try scene.server.add([1], expires: ScenePort.now + 86_400 * 30)
        )
        try await scene.follow()
        scene.gate.clock.pass(86_400 * 300)
        scene.server.change { $0.time = ScenePort.now + 86_400 * 7 }
        try await scene.follow()
        #expect(scene.file(short) != nil && scene.file(long) != nil)
        scene.server.change { $0.time = ScenePort.now + 86_400 * 9 }
        try await scene.follow()
        #expect(scene.file(short) == nil && scene.file(long) != nil)
    }

    @Test("A folder of photos that was taken away is filled again when the gate starts anew")
    func takenAway() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(Self.jpeg)
        try await scene.follow()
        try FileManager.default.removeItem(atPath: scene.folder)
        await scene.gate.restart()
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob)
    }

    @Test("A long listing comes in pages, and each is taken once")
    func pages() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        scene.server.change { $0.page = 2 }
        let photos = try (0..<5).map { try scene.server.add([UInt8($0)]) }
        try await scene.follow()
        #expect(photos.allSatisfy { scene.file($0) == $0.blob })
        #expect(scene.server.requests.count == 3 + 5)
        try await scene.follow()
        #expect(scene.server.requests.count == 3 + 5 + 1)
    }

    @Test("A listing of another port, of another place, or signed by another key changes nothing")
    func hostile() async throws {
        let scene = try await PhotoScene()
        defer { scene.server.stop() }
        let photo = try scene.server.add(Self.jpeg)
        let stranger = KeyHandle(try SigningKey.generate())
        let honest = scene.gate.port.receiptKey
        for change in [
            { $0.port = "TWTPE" }, { $0.after = 5 }, { $0.signer = stranger }, { $0.time = ScenePort.now * 3 },
        ] as [@Sendable (inout sending PhotoServer.State) -> Void] {
            scene.server.change(change)
            await #expect(throws: (any Error).self) { try await scene.follow() }
            #expect(scene.file(photo) == nil && !scene.gate.gate.photos.isComplete)
            scene.server.change { state in
                state.port = "TWKEL"
                state.after = nil
                state.signer = honest
                state.time = ScenePort.now + 10
            }
        }
        try await scene.follow()
        #expect(scene.file(photo) == photo.blob)
    }

    @Test("A disk that has no room to spare gets no more photos")
    func noRoom() throws {
        let folder = NSTemporaryDirectory() + "shelf-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for limit in [\PhotoShelfLimits.reserve, \.bytes] as [WritableKeyPath<PhotoShelfLimits, Int64>] {
            var limits = PhotoShelfLimits()
            limits[keyPath: limit] = limit == \.reserve ? .max / 2 : 99
            let shelf = PhotoShelf(folder: folder, limits: limits)
            #expect(throws: GateError.self) { try shelf.makeRoom(for: 100) }
        }
        var limits = PhotoShelfLimits()
        limits.count = 1
        let shelf = PhotoShelf(folder: folder, limits: limits)
        try shelf.makeRoom(for: 100)
        try shelf.put([1], as: String(repeating: "a", count: 32), until: 0)
        #expect(throws: GateError.self) { try shelf.makeRoom(for: 100) }
    }
}
