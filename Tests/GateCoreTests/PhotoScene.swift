import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import PassVerify

/// A gate and a service with photos for it.
struct PhotoScene {
    /// What stands for a JPEG.
    static let jpeg = Array("the face of the holder".utf8) + [UInt8](repeating: 7, count: 60_000)

    let gate: GateScene
    let server: PhotoServer
    let client: PhotoClient

    init(limits: PhotoShelfLimits = PhotoShelfLimits()) async throws {
        gate = try await GateScene(photoLimits: limits)
        server = try PhotoServer(signer: gate.port.receiptKey)
        client = try server.client(gate.home)
    }

    func follow() async throws { try await gate.gate.followPhotos(of: client) }

    var folder: String { gate.home.path + "/photos" }

    func file(_ photo: PhotoCipher.SealedPhoto) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder)/\(photo.name)").map(Array.init)
    }

    func put(_ bytes: [UInt8]?, as name: String) throws {
        let path = "\(folder)/\(name)"
        try? FileManager.default.removeItem(atPath: path)
        if let bytes { try Data(bytes).write(to: URL(filePath: path)) }
    }

    /// The text of a pass with a photo's secret.
    func pass(_ photo: PhotoCipher.SealedPhoto, _ number: WireText = "KEL-P-26-000001", index: Int = 1) throws
        -> [UInt8]
    {
        var claims = ScenePort.claims(number, index: index)
        claims.photoSecret = photo.secret
        return try gate.port.pass(claims)
    }

    func scan(_ text: [UInt8]) async -> (result: ScanResult, jpeg: [UInt8]?) {
        gate.clock.pass(30)
        return await gate.gate.scanWithPhoto(ScanRequest(text: text, direction: .check))
    }
}
