import Foundation
import GateCore
import GateMessages
import GateScenes
import PassCrypto
import PassFormat
import Synchronization

/// A service that has photos for the gates of a port, honest unless a test says otherwise.
final class PhotoServer: Sendable {
    struct Photo: Sendable {
        let sealed: PhotoCipher.SealedPhoto
        var size: Int64 { Int64(sealed.blob.count) }
    }

    /// What the next listings and photos are.
    struct State: Sendable {
        var entries: [ListedPhoto] = []
        var blobs: [String: [UInt8]] = [:]
        var port: WireText = "TWKEL"
        var first: Int64 = 1_000
        /// Entries of one page.
        var page = 1_000
        /// Bytes of a photo after which the connection ends, once.
        var cut: Int?
        /// Said instead of any photo.
        var refusal: String?
        /// Sent after each photo.
        var extra = 0
        var signer: KeyHandle
        var after: Int64?
        var time = ScenePort.now + 10
    }

    private let shared: Shared
    private let server: LoopbackServer

    private final class Shared: Sendable {
        let state: Mutex<State>
        init(_ state: State) { self.state = Mutex(state) }
    }

    init(signer: KeyHandle) throws {
        let shared = Shared(State(signer: signer))
        self.shared = shared
        server = try LoopbackServer { request, connection in
            let path = request.split(separator: " ")[1]
            if let query = path.firstIndex(of: "?") {
                Self.list(Int64(path[query...].drop { $0 != "=" }.dropFirst()) ?? -1, shared, connection)
            } else {
                let line = request.split(separator: "\r\n").first { $0.hasPrefix("Range: bytes=") }
                let from = line.flatMap { Int($0.dropFirst(13).dropLast()) }
                Self.send(String(path.split(separator: "/").last ?? ""), from: from, shared, connection)
            }
        }
    }

    func change(_ body: @Sendable (inout sending State) -> Void) { shared.state.withLock { body(&$0) } }

    var requests: [String] { server.requests }
    func stop() { server.stop() }

    func client(_ home: GateHome) throws -> PhotoClient {
        try ServiceClient(
            service: WebAddress(server.base), gate: WireText(home.configuration.gate),
            identity: GateIdentity.load(home: home.path)
        ).photos
    }

    /// Lists a photo and has it.
    func add(_ jpeg: [UInt8], expires: Int64 = ScenePort.now + 86_400) throws -> PhotoCipher.SealedPhoto {
        let photo = try PhotoCipher.seal(jpeg: jpeg)
        let entry = ListedPhoto(
            name: try PhotoCipher.nameBytes(secret: photo.secret), size: Int64(photo.blob.count), expires: expires,
            digest: Hash.blake2b(photo.blob))
        change { state in
            state.entries.append(entry)
            state.blobs[photo.name] = photo.blob
        }
        return photo
    }

    private static func list(_ after: Int64, _ shared: Shared, _ connection: LoopbackServer.Connection) {
        let state = shared.state.withLock { $0 }
        let skipped = after >= state.first ? Int(after - state.first) + 1 : 0
        let shown = Array(state.entries.dropFirst(skipped).prefix(state.page))
        let listing = PhotoListing(
            port: state.port, after: state.after ?? after,
            through: shown.isEmpty ? state.after ?? after : state.first + Int64(skipped + shown.count - 1),
            time: state.time, entries: shown, hasMore: state.entries.count > skipped + shown.count)
        guard let envelope = try? state.signer.envelope(listing) else { return }
        connection.send(
            "HTTP/1.1 200 OK\r\nContent-Length: \(envelope.count)\r\nConnection: close\r\n"
                + "Content-Type: application/portpass-photos+cbor\r\n\r\n")
        connection.send(envelope)
    }

    private static func send(
        _ name: String, from: Int?, _ shared: Shared, _ connection: LoopbackServer.Connection
    ) {
        let (blob, cut, extra, refusal) = shared.state.withLock { state in
            defer { state.cut = nil }
            return (state.blobs[name], state.cut, state.extra, state.refusal)
        }
        if let refusal {
            connection.send(LoopbackServer.response(refusal))
            return
        }
        guard let blob else {
            connection.send(LoopbackServer.response("404 Not Found"))
            return
        }
        let bytes = Array(blob[(from ?? 0)...]) + [UInt8](repeating: 0, count: extra)
        let status = from.map { "206 Partial Content\r\nContent-Range: bytes \($0)-\(blob.count - 1)/\(blob.count)" }
        connection.send(
            "HTTP/1.1 \(status ?? "200 OK")\r\nContent-Length: \(bytes.count)\r\nConnection: close\r\n\r\n")
        connection.send(cut.map { Array(bytes.prefix($0)) } ?? bytes)
    }
}
