package import GateMessages
internal import PassCrypto
package import PassFormat
internal import TrustUpdates
package import WebClient

/// The service, as a gate asks it: enrolment, journals, presence.
package struct ServiceClient: Sendable {
    private static let smallReply = 65_536

    private let address: WebAddress
    private let connection: HTTPConnection
    private let timing: HTTPTiming
    private let identity: GateIdentity
    private let gate: WireText

    /// - Parameter service: the service's address, `https://HOST[/PATH]`.
    package init(service: WebAddress, gate: WireText, identity: GateIdentity, timing: HTTPTiming = HTTPTiming()) {
        address = service
        connection = HTTPConnection(timing: timing)
        self.timing = timing
        self.gate = gate
        self.identity = identity
    }

    /// Makes this kiosk the gate that the code was made for.
    ///
    /// - Parameter now: the kiosk's clock, for the operator to compare.
    /// - Throws: `ServiceRefusal`, `FetchError`.
    package func enrol(_ code: EnrolmentCode, rootDigest: [UInt8], now: Int64) async throws {
        let message = try Enrolment(
            gate: gate, key: identity.signer.publicKey, boxKey: identity.box.publicKey, code: code,
            rootDigest: rootDigest, time: now)
        _ = try await post(
            try identity.signer.envelope(message), Enrolment.self, to: "enrolment", limit: Self.smallReply)
    }

    /// What the service said to a batch.
    package enum UploadAnswer: Sendable {
        case receipt(UnverifiedMessage<Receipt>)
        /// It has nothing of what comes before, and keeps this until it has.
        case keptAside
    }

    package func upload(_ batch: JournalBatch) async throws -> UploadAnswer {
        do {
            let bytes = try await post(
                try identity.signer.envelope(batch), JournalBatch.self, to: "journal", limit: Receipt.largest)
            return .receipt(try UnverifiedMessage(decoding: bytes))
        } catch let refusal as ServiceRefusal where refusal.code == "journal-gap" {
            return .keptAside
        }
    }

    /// What became known of who is inside the port, after a place in its feed.
    package func presence(after place: Int64, backlog: Int64, now: Int64) async throws
        -> UnverifiedMessage<PresenceFeed>
    {
        let path = "api/gates/v1/presence?after=\(place)&backlog=\(backlog)"
        let reply = try await connection.perform(
            try signer.request(path, at: address, now: now), limit: PresenceFeed.largest)
        return try UnverifiedMessage(decoding: try Self.content(of: reply))
    }

    private var signer: RequestSigner { RequestSigner(gate: gate, identity: identity) }

    /// The same service, asked for photos.
    package var photos: PhotoClient { PhotoClient(address: address, signer: signer, timing: timing) }

    private func post<Content: GateMessage>(
        _ envelope: [UInt8], _ type: Content.Type, to name: String, limit: Int
    ) async throws -> [UInt8] {
        let reply = try await connection.perform(
            HTTPRequest(
                address: address.base + "api/gates/v1/" + name,
                // Without waiting for the server's leave, which some proxies never give.
                fields: [HTTPRequest.Field("Content-Type", Content.type.string), HTTPRequest.Field("Expect", "")],
                body: envelope, followsRedirects: false),
            limit: limit)
        return try Self.content(of: reply)
    }

    private static func content(of reply: HTTPReply) throws -> [UInt8] {
        guard reply.status == 200 || reply.status == 201, !reply.isTooLarge, reply.type?.hasPrefix("text/html") != true
        else { throw ServiceRefusal(reply) }
        return reply.bytes
    }
}
