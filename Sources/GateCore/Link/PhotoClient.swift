internal import GateMessages
internal import PassCrypto
internal import PassFormat
internal import TrustUpdates
internal import WebClient

/// The service, as a gate asks it for photos: over a connection of its own, so that no journal waits for one.
package struct PhotoClient: Sendable {
    private static let path = "api/gates/v1/photos"

    private let address: WebAddress
    private let signer: RequestSigner
    private let connection: HTTPConnection

    init(address: WebAddress, signer: RequestSigner, timing: HTTPTiming) {
        self.address = address
        self.signer = signer
        connection = HTTPConnection(timing: timing)
    }

    /// What came and went after a place in the port's listing.
    func listing(after place: Int64, now: Int64) async throws -> UnverifiedMessage<PhotoListing> {
        let reply = try await connection.perform(
            try signer.request("\(Self.path)?after=\(place)", at: address, now: now), limit: PhotoListing.largest)
        guard reply.status == 200, !reply.isTooLarge, reply.type == PhotoListing.type.string else {
            throw ServiceRefusal(reply)
        }
        return try UnverifiedMessage(decoding: reply.bytes)
    }

    /// What an attempt brought of a photo.
    struct Piece: Sendable {
        /// From the beginning, with what was here before.
        let bytes: [UInt8]
        /// Why it is not all; nil when the server said that it is.
        let trouble: FetchError?
    }

    /// Fetches what is missing of a photo.
    ///
    /// - Parameters:
    ///   - size: of the whole.
    ///   - part: what is here of it.
    /// - Throws: `ServiceRefusal`, or `FetchError` when nothing came.
    func photo(_ name: String, size: Int, having part: [UInt8], now: Int64) async throws -> Piece {
        let part = part.count < size ? part : []
        var request = try signer.request("\(Self.path)/\(name)", at: address, now: now)
        if !part.isEmpty { request.fields.append(HTTPRequest.Field("Range", "bytes=\(part.count)-")) }
        let transfer = HTTPTransfer(limit: size)
        do {
            let reply = try await connection.perform(request, into: transfer)
            switch reply.status {
            // More than was promised: it will not have the digest, whatever is thrown away of it.
            case 200 where reply.isTooLarge, 206 where reply.isTooLarge: return Piece(bytes: [], trouble: nil)
            case 200: return Piece(bytes: reply.bytes, trouble: nil)
            case 206 where !part.isEmpty: return Piece(bytes: part + reply.bytes, trouble: nil)
            default: throw ServiceRefusal(reply)
            }
        } catch let error as FetchError {
            switch transfer.status {
            case 200: return Piece(bytes: transfer.bytes, trouble: error)
            case 206 where !part.isEmpty: return Piece(bytes: part + transfer.bytes, trouble: error)
            default: throw error
            }
        }
    }
}
