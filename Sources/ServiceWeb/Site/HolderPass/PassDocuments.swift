import PassFormat
import PassRender
import Register
import SQLStore

/// Passes on paper. One is drawn at a time: each takes a processor for a fifth of a second.
struct PassDocuments: Sendable {
    enum Kind: String, Sendable { case card, sheet }

    /// Too many wait.
    struct QueueFull: Error {}

    private let lane = SerialLane()
    /// How many wait for the lane, with the one in it, in all and of one client.
    private let queue = UploadSlots(all: 24, perClient: 3)

    func has(_ kind: Kind, _ pass: HeldPass) -> Bool {
        switch kind {
        case .card: true
        case .sheet: pass.claims.kind == .vehicle
        }
    }

    /// - Parameter client: whom the queue counts.
    func pdf(_ kind: Kind, of pass: HeldPass, ports: [SeedPort], utcOffset: Int64, for client: String) async throws
        -> [UInt8]
    {
        guard queue.take(client) else { throw QueueFull() }
        defer { queue.free(client) }
        let face = PassFace(pass.claims, text: pass.text, utcOffset: Int(utcOffset)) { code, mask in
            guard let port = ports.first(where: { $0.id == code }) else {
                return PassFace.Port(code: code, name: "", zones: [])
            }
            return PassFace.Port(
                code: code, name: port.nameInChinese,
                zones: port.zones.filter { mask >> UInt64($0.bit) & 1 == 1 }.map(\.name))
        }
        return try await lane.run { try draw(kind, face, createdAt: pass.claims.issuedAt) }
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func draw(_ kind: Kind, _ face: PassFace, createdAt: Int64) throws -> [UInt8] {
        switch kind {
        case .card: return try PassCard.pdf(face, createdAt: createdAt).bytes
        case .sheet: return try WindscreenSheet.pdf(face, createdAt: createdAt).bytes
        }
    }
}
