package import GateMessages
package import PassCrypto
package import PassFormat
package import Register
import StrictJSON

/// A kiosk as a service sees it: a key, a journal, and messages. Everything honest unless a test says otherwise.
package struct Kiosk: Sendable {
    package let gate: WireText
    package var signer: KeyHandle
    package var boxKey: [UInt8]
    /// The journal of one epoch.
    package var epoch: JournalEpoch
    package var records: [[UInt8]] = []
    package var trust: TrustMark?
    package var boot: [UInt8]
    /// The wall time at which the machine started.
    package var bootedAt: Int64
    package var floor: Int64

    package init(_ gate: WireText, startingAt time: Int64) throws {
        self.gate = gate
        signer = KeyHandle(try SigningKey.generate())
        boxKey = try BoxKey.generate().publicKey
        epoch = JournalEpoch(rawValue: SecureRandom.uint64())
        boot = SecureRandom.bytes(16)
        bootedAt = time
        floor = time - 86_400
    }

    // MARK: Writing

    private var lastHash: [UInt8] { records.last.map(JournalRecord.hash) ?? JournalRecord.beginning }

    /// Appends a record.
    /// - Parameter uptime: milliseconds; as the wall clock has it unless given.
    /// - Returns: its place.
    @discardableResult
    package mutating func write(_ event: JournalEvent, at wall: Int64, uptime: Int64? = nil) throws -> Int64 {
        let sequence = Int64(records.count + 1)
        let record = JournalRecord(
            place: JournalPlace(epoch: epoch, sequence: sequence), previous: lastHash,
            moment: JournalMoment(
                wall: wall, boot: boot, uptime: uptime ?? max(0, wall - bootedAt) * 1_000, floor: floor),
            trust: trust, event: event)
        records.append(try record.encoded())
        return sequence
    }

    /// Puts a generation of trust in force.
    package mutating func apply(_ mark: TrustMark, at wall: Int64) throws {
        trust = mark
        try write(.trustApplied, at: wall)
    }

    /// Writes down the checkpoint of the audit log that came with the trust.
    package mutating func keep(checkpoint note: String, at wall: Int64) throws {
        try write(.checkpoint(WireText(note)), at: wall)
    }

    @discardableResult
    package mutating func open(
        _ cause: OpenedEvent.Cause = .new, continues: JournalPlace? = nil, at wall: Int64, uptime: Int64? = nil
    ) throws -> Int64 {
        try write(
            .opened(OpenedEvent(program: "portgate test", cause: cause, continues: continues)), at: wall,
            uptime: uptime)
    }

    @discardableResult
    package mutating func scan(
        _ pass: ScanEvent.Pass?, _ direction: ScanEvent.Direction, _ verdict: ScanEvent.Verdict = .admit,
        at wall: Int64, uptime: Int64? = nil
    ) throws -> Int64 {
        try write(.scan(Self.event(pass, direction, verdict)), at: wall, uptime: uptime)
    }

    @discardableResult
    package mutating func override(
        _ sequence: Int64, _ direction: ScanEvent.Direction, admitted: Bool = true, number: WireText? = nil,
        at wall: Int64
    ) throws -> Int64 {
        try write(
            .override(
                OverrideEvent(
                    sequence: sequence, isAdmitted: admitted, direction: direction, reason: "seen", guardName: "g1",
                    supervisor: nil, number: number)), at: wall)
    }

    package static func event(
        _ pass: ScanEvent.Pass?, _ direction: ScanEvent.Direction, _ verdict: ScanEvent.Verdict
    ) -> ScanEvent {
        ScanEvent(
            pass: pass, verdict: verdict, reasons: verdict == .admit ? [] : ["expired"], direction: direction,
            isLive: false, codeDigest: [1, 2, 3, 4, 5, 6, 7, 8])
    }

    /// A pass of this number that no register knows.
    package static func pass(_ number: WireText, id: UInt64 = 7, term: PassTerm = .periodic) -> ScanEvent.Pass {
        ScanEvent.Pass(id: PassID(rawValue: id), number: number, term: term, status: StatusPlace(list: 0, index: 1))
    }

    // MARK: Talking

    /// Records by their places, from 1, as one batch.
    package func batch(_ places: ClosedRange<Int>) throws -> [UInt8] {
        try signer.envelope(
            JournalBatch(
                gate: gate, epoch: epoch, first: Int64(places.lowerBound),
                records: Array(records[places.lowerBound - 1...places.upperBound - 1])))
    }

    package var everything: [UInt8] { get throws { try batch(1...records.count) } }

    package func enrolment(_ code: EnrolmentCode, root: [UInt8], at time: Int64) throws -> [UInt8] {
        try signer.envelope(
            Enrolment(
                gate: gate, key: signer.publicKey, boxKey: boxKey, code: code, rootDigest: root, time: time))
    }

    package func request(_ method: WireText, _ path: WireText, at time: Int64) throws -> [UInt8] {
        try signer.envelope(GateRequest(gate: gate, method: method, path: path, time: time))
    }

    /// The header field that goes along with a request.
    package func authorization(_ method: WireText, _ path: WireText, at time: Int64) throws -> String {
        let message = try request(method, path, at: time)
        return "PortPass-Gate " + String(decoding: Base64URL.encode(message), as: UTF8.self)
    }

    /// Makes the kiosk a gate, with a code made for it.
    package func enrol(in register: Register, root: [UInt8], by principal: Principal, at time: Int64) async throws {
        let invitation = try await register.invite(gate.string, by: principal, now: time)
        _ = try await register.enrol(enrolment(invitation.code, root: root, at: time), now: time)
    }
}
