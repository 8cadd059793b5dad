import GateMessages
import PassCrypto
import PassFormat
import Testing

@Suite("Signed messages")
struct EnvelopeTests {
    private let signer: TestSigner

    init() throws { signer = try TestSigner() }

    private let receipt = Receipt(
        gate: "KEL-E1", epoch: Example.epoch, through: 500, hash: [UInt8](repeating: 9, count: 32), time: 1_790_000_000)

    private func roundTrip<Content: GateMessage>(_ message: Content) throws {
        let bytes = try signer.envelope(message)
        let unverified = try UnverifiedMessage<Content>(decoding: bytes)
        #expect(unverified.keyID.rawValue == signer.publicKey.keyID)
        #expect(unverified.verified(by: signer.publicKey) == message)
        #expect(try unverified.verified(by: TestSigner().publicKey) == nil)
    }

    @Test("Every message reads back, verified by the key that signed it and by no other")
    func messages() throws {
        try roundTrip(receipt)
        try roundTrip(
            GateRequest(gate: "KEL-E1", method: "GET", path: "/api/gates/v1/photos?after=3", time: 1_790_000_000))
        try roundTrip(
            try Enrolment(
                gate: "KEL-E1", key: signer.publicKey, boxKey: BoxKey.generate().publicKey,
                code: EnrolmentCode(random: SecureRandom.bytes(20)), rootDigest: [UInt8](repeating: 3, count: 32),
                time: 1_790_000_000))
        try roundTrip(JournalBatch(gate: "KEL-E1", epoch: Example.epoch, first: 1, records: Example.chain(20)))
        try roundTrip(
            PresenceFeed(
                port: "TWKEL", after: 0, through: 2, time: 1_790_000_000,
                entries: [
                    .init(number: "KEL-P-26-000123", state: .inside, time: 1_789_000_000, gate: "KEL-E1"),
                    .init(number: "KEL-P-26-000124", state: .used, time: 1_789_000_001, gate: "KEL-W2"),
                ], hasMore: true))
        try roundTrip(PresenceFeed(port: "TWKEL", after: 7, through: 7, time: 0, entries: [], hasMore: false))
        try roundTrip(
            PhotoListing(
                port: "TWKEL", after: 7, through: 1_000_007, time: 1_790_000_000,
                entries: (0..<UInt8(200)).map {
                    .init(
                        name: [UInt8](repeating: $0, count: 16), size: 300_000, expires: 1_890_000_000,
                        digest: [UInt8](repeating: $0, count: 32))
                }, hasMore: true))
    }

    @Test("The longest photo listing fits its envelope, and one entry more is refused")
    func longestListing() throws {
        func listing(_ count: Int) -> PhotoListing {
            let entry = ListedPhoto(
                name: [UInt8](repeating: 1, count: 16), size: Int64(MessageLimits.photo), expires: 253_402_300_799,
                digest: [UInt8](repeating: 2, count: 32))
            return PhotoListing(
                port: "TWKEL", after: 0, through: .max, time: 253_402_300_799,
                entries: [ListedPhoto](repeating: entry, count: count), hasMore: true)
        }
        try roundTrip(listing(MessageLimits.photos))
        let longer = try signer.envelope(listing(MessageLimits.photos + 1))
        #expect(throws: FormatError.self) { try UnverifiedMessage<PhotoListing>(decoding: longer) }
    }

    /// A receipt in everything but its type.
    private struct Twin: GateMessage {
        static let type: WireText = "application/portpass-twin+cbor"
        let receipt: Receipt

        init(decoding payload: [UInt8]) throws(FormatError) { receipt = try Receipt(decoding: payload) }
        func members() throws(FormatError) -> [CBORWriter.Entry] { try receipt.members() }
    }

    @Test("A message with the same content and another type is refused for its type alone")
    func sameContent() throws {
        let bytes = try signer.envelope(receipt)
        #expect(throws: FormatError.self) { try UnverifiedMessage<Twin>(decoding: bytes) }
    }

    @Test("A message of one type is never one of another")
    func types() throws {
        let bytes = try signer.envelope(receipt)
        #expect(throws: FormatError.self) { try UnverifiedMessage<GateRequest>(decoding: bytes) }
        #expect(throws: FormatError.self) { try UnverifiedMessage<JournalBatch>(decoding: bytes) }
        #expect(throws: FormatError.self) { try UnverifiedPass(decoding: bytes) }
    }

    @Test("One bit changed anywhere is refused")
    func bits() throws {
        let bytes = try signer.envelope(receipt)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                let message = try? UnverifiedMessage<Receipt>(decoding: changed)
                #expect(message?.verified(by: signer.publicKey) == nil)
            }
        }
    }

    @Test("Nothing over its limit is read or written")
    func limits() throws {
        let long = [UInt8](repeating: 0, count: Receipt.largest + 1)
        #expect(throws: FormatError.self) { try UnverifiedMessage<Receipt>(decoding: long) }
        let batch = JournalBatch(
            gate: "KEL-E1", epoch: Example.epoch, first: 1,
            records: Array(repeating: [UInt8](repeating: 0, count: MessageLimits.record), count: MessageLimits.batch))
        _ = try UnverifiedMessage<JournalBatch>(decoding: signer.envelope(batch))
        let over = JournalBatch(
            gate: "KEL-E1", epoch: Example.epoch, first: 1, records: batch.records + [[0]])
        let bytes = try signer.envelope(over)
        #expect(throws: FormatError.self) { try UnverifiedMessage<JournalBatch>(decoding: bytes) }
    }

    @Test("A request is good for its method and path, within five minutes")
    func requests() {
        let request = GateRequest(gate: "KEL-E1", method: "GET", path: "/a?b=1", time: 10_000)
        #expect(request.isFor(method: "GET", path: "/a?b=1", at: 10_300))
        #expect(request.isFor(method: "GET", path: "/a?b=1", at: 9_700))
        #expect(!request.isFor(method: "GET", path: "/a?b=1", at: 10_301))
        #expect(!request.isFor(method: "GET", path: "/a?b=1", at: 9_699))
        #expect(!request.isFor(method: "POST", path: "/a?b=1", at: 10_000))
        #expect(!request.isFor(method: "GET", path: "/a", at: 10_000))
    }
}
