import GateMessages
import PassCrypto
import PassFormat

extension HostileInput {
    /// What gates and the service say to each other: envelopes of every type, and the records in a batch. The first bytes are
    /// read as each type alike, with their payloads too: a signature would keep most of them from being read at all.
    static let message = HostileInput(
        "message",
        seeds: {
            Specimen.made {
                let key = KeyHandle(try SigningKey.generate())
                let epoch = JournalEpoch(rawValue: 5)
                let record = try JournalRecord(
                    place: JournalPlace(epoch: epoch, sequence: 1), previous: JournalRecord.beginning,
                    moment: JournalMoment(
                        wall: Specimen.now, boot: [UInt8](repeating: 1, count: 16), uptime: 5, floor: Specimen.now),
                    trust: TrustMark(version: 3, issued: Specimen.now),
                    event: .scan(
                        ScanEvent(
                            pass: ScanEvent.Pass(
                                id: PassID(rawValue: 7), number: "KEL-P-26-000001", term: .periodic,
                                status: StatusPlace(list: 0, index: 5)),
                            verdict: .check, reasons: ["paper"], direction: .in, isLive: true,
                            codeDigest: [UInt8](repeating: 2, count: 8), guardName: "g", escort: "e", plate: "ABC1234"))
                ).encoded()
                let batch = JournalBatch(gate: "KEL-E1", epoch: epoch, first: 1, records: [record])
                let receipt = Receipt(
                    gate: "KEL-E1", epoch: epoch, through: 1, hash: JournalRecord.hash(record), time: Specimen.now)
                let feed = PresenceFeed(
                    port: "TWKEL", after: 0, through: 1, time: Specimen.now,
                    entries: [.init(number: "KEL-P-26-000001", state: .inside, time: Specimen.now, gate: "KEL-E1")],
                    hasMore: true)
                let photos = PhotoListing(
                    port: "TWKEL", after: 0, through: 1, time: Specimen.now,
                    entries: [
                        .init(
                            name: [UInt8](repeating: 1, count: 16), size: 60_000, expires: Specimen.now,
                            digest: [UInt8](repeating: 2, count: 32))
                    ], hasMore: true)
                let request = GateRequest(gate: "KEL-E1", method: "GET", path: "/x", time: Specimen.now)
                let envelopes = [
                    try key.envelope(batch), try key.envelope(receipt), try key.envelope(feed),
                    try key.envelope(request), try key.envelope(photos),
                ]
                return [record] + envelopes + (try envelopes.map { try COSESign1(decoding: $0).payload })
            }
        }
    ) { bytes in
        if let record = try? JournalRecord(decoding: bytes), let again = try? record.encoded() {
            try require((try? JournalRecord(decoding: again)) == record, "a record changes when it is written")
        }
        try feed(bytes, JournalBatch.self)
        try feed(bytes, Receipt.self)
        try feed(bytes, PresenceFeed.self)
        try feed(bytes, PhotoListing.self)
        try feed(bytes, GateRequest.self)
        try feed(bytes, Enrolment.self)
        if let batch = try? JournalBatch(decoding: bytes) { _ = try? JournalChain(batch) }
    }

    private static func feed<Content: GateMessage>(_ bytes: [UInt8], _ type: Content.Type) throws(Violation) {
        _ = try? UnverifiedMessage<Content>(decoding: bytes)
        guard let content = try? Content(decoding: bytes), let members = try? content.members() else { return }
        let again = try? CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: members) }
        try require(again.flatMap { try? Content(decoding: $0) } == content, "a message changes when it is written")
    }
}
