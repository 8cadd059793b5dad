import HTTPTypes
import Hummingbird
import NIOCore
import SQLStore

/// Documents drawn for who asks: one at a time, since each takes a processor for a fifth of a second.
struct DrawnDocuments: Sendable {
    private let lane = SerialLane()
    /// How many wait for the lane, with the one in it, in all and of one client.
    private let queue = UploadSlots(all: 24, perClient: 3)

    /// - Parameters:
    ///   - client: whom the queue counts.
    ///   - draw: not to be inlined into what is asynchronous, where the optimiser of Swift 6.3.1 crashes.
    /// - Throws: ``Problem/tooMany(_:)`` where too many wait.
    func pdf(for client: String, _ draw: @Sendable () throws -> [UInt8]) async throws -> [UInt8] {
        guard queue.take(client) else { throw Problem.tooMany(.seconds(10)) }
        defer { queue.free(client) }
        return try await lane.run { try draw() }
    }

    /// - Parameter name: of the file, without its end.
    static func response(_ bytes: [UInt8], name: String, caching: String = "no-store") -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: caching,
                .contentDisposition: "inline; filename=\"\(name).pdf\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
