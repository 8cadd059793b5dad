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
                return [record] + (try shift(epoch)) + envelopes
                    + (try envelopes.map { try COSESign1(decoding: $0).payload })
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

    /// A record of each kind of a guard's shift, with as many members as it may have.
    private static func shift(_ epoch: JournalEpoch) throws -> [[UInt8]] {
        let place = JournalPlace(epoch: epoch, sequence: 3)
        let events: [JournalEvent] = [
            .passage(
                PassageEvent(
                    cause: .paper, direction: .in, isAdmitted: true, number: "KEL-P-26-000001", reasons: ["revoked"],
                    document: .passport, hint: "A56789", plate: "ABC1234", escort: "e", headcount: 3, agency: .fire,
                    happenedAt: Specimen.now, concerns: place, note: "n", guardName: "g", supervisor: "s")),
            .card(
                CardEvent(
                    act: .bound, number: "V-001", count: 2, document: .identityCard, hint: "A56789", escort: "e",
                    until: Specimen.now, note: "n", guardName: "g")),
            .tray(
                TrayEvent(
                    direction: .out, isAdmitted: true, members: [.init(.vehicle, 1), .init(.driver, 2)], trailer: "T1",
                    reasons: ["trailer-changed"], note: "n", guardName: "g")),
            .evacuation(
                EvacuationEvent(
                    phase: .counted, place: "p", headcount: 7, note: "n", guardName: "g", supervisor: "s")),
            .report(
                ReportEvent(
                    subject: .passTaken, concerns: place, number: "n", plate: "ABC1234", note: "n", guardName: "g")),
            .handOver(
                HandOverEvent(
                    guardName: "g", since: place, counts: [.init("scan-admit", 5), .init("report", 1)], trustAge: 9,
                    note: "n")),
            .guards(GuardsEvent(change: .added, name: "g", role: .supervisor)),
        ]
        return try events.map { event in
            try JournalRecord(
                place: JournalPlace(epoch: epoch, sequence: 1), previous: JournalRecord.beginning,
                moment: JournalMoment(
                    wall: Specimen.now, boot: [UInt8](repeating: 1, count: 16), uptime: 5, floor: Specimen.now),
                trust: TrustMark(version: 3, issued: Specimen.now), event: event
            ).encoded()
        }
    }

    private static func feed<Content: GateMessage>(_ bytes: [UInt8], _ type: Content.Type) throws(Violation) {
        _ = try? UnverifiedMessage<Content>(decoding: bytes)
        guard let content = try? Content(decoding: bytes), let members = try? content.members() else { return }
        let again = try? CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: members) }
        try require(again.flatMap { try? Content(decoding: $0) } == content, "a message changes when it is written")
    }
}
