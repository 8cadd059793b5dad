import Foundation
import GateMessages
import PassCrypto
import PassFormat
import PassVerify
import Register
import SQLStore
import ServiceScenes
import StrictJSON
import Testing
import TrustPublishing

@Suite("One scan's story")
struct ScanStoryTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func shown(_ pass: IssuedPass) -> ScanEvent.Pass {
        ScanEvent.Pass(
            id: pass.id, number: WireText(pass.number), term: .periodic,
            status: StatusPlace(list: Int64(pass.list), index: Int64(pass.index)))
    }

    @Test("Before a revocation, before the gate knew of it, and after: told apart, with what the gate had")
    func knowledge() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        _ = try await register.setLevel(
            .two, port: "TWKEL", reason: .exercise, note: "", by: scratch.by, now: Self.now)
        let first = try await register.publish(by: scratch.by, now: Self.now).versions
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.apply(TrustMark(version: Int64(first.timestamp), issued: first.issued), at: Self.now + 1)
        let good = try kiosk.scan(shown(pass), .in, at: Self.now + 5)
        _ = try await register.change(.revoke, pass.id, reason: "stolen", by: scratch.by, now: Self.now + 10)
        let second = try await register.publish(by: scratch.by, now: Self.now + 11).versions
        let unknowing = try kiosk.scan(shown(pass), .in, at: Self.now + 12)
        try kiosk.apply(TrustMark(version: Int64(second.timestamp), issued: second.issued), at: Self.now + 20)
        let knowing = try kiosk.scan(shown(pass), .in, .deny, at: Self.now + 25)
        let passed = try kiosk.override(knowing, .in, number: WireText(pass.number), at: Self.now + 30)
        let unread = try kiosk.scan(nil, .in, .deny, at: Self.now + 40)
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)

        func story(_ sequence: Int64) async throws -> ScanStory {
            try #require(
                try await register.story(
                    of: "KEL-E1", JournalPlace(epoch: kiosk.epoch, sequence: sequence), by: scratch.by,
                    now: Self.now + 200))
        }
        #expect(try await story(good).knowledge == .good)
        let late = try await story(unknowing)
        #expect(late.knowledge == .couldNotKnow)
        #expect(late.changes.map(\.state) == [.revoked] && late.changes.map(\.wasTold) == [false])
        #expect(late.changes.first?.knownAt == Self.now + 20 && late.changes.first?.changedAt == Self.now + 10)
        #expect(late.publication?.version == Int64(first.timestamp) && late.level == .two)
        #expect(late.pass?.id == pass.id)
        let known = try await story(knowing)
        #expect(known.knowledge == .knewBad && known.changes.map(\.wasTold) == [true])
        #expect(known.followUps.map(\.place.sequence) == [passed])
        let override = try await story(passed)
        #expect(override.about?.place.sequence == knowing && override.pass?.id == pass.id)
        #expect(override.knowledge == .knewBad)
        #expect(try await story(unread).knowledge == .noPass)
        for sequence in [good, unknowing, knowing, passed] {
            let chain = try await story(sequence).chain
            #expect(chain.isIntact && chain.followsOn && chain.isFollowed == true)
            #expect(chain.through == Int64(kiosk.records.count))
        }
        #expect(try await story(unread).chain.isFollowed == nil)
        // Who looks is written down, and what is not there is not.
        let size = try await register.auditSize()
        let record = String(decoding: try #require(try await register.auditRecord(size - 1)), as: UTF8.self)
        #expect(record.contains("gate-record-seen") && record.contains("\"KEL-E1\""))
        #expect(
            try await register.story(
                of: "KEL-E1", JournalPlace(epoch: kiosk.epoch, sequence: 99), by: scratch.by, now: Self.now) == nil)
        #expect(try await register.auditSize() == size)
        register.close()
    }

    @Test("The proof is a receipt for this record, which the record's own bytes bear out; other bytes do not")
    func proof() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        let sequence = try kiosk.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now + 5)
        try kiosk.scan(Kiosk.pass("KEL-P-26-000002"), .in, at: Self.now + 6)
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)
        let place = JournalPlace(epoch: kiosk.epoch, sequence: sequence)
        let bytes = try #require(try await register.proof(of: "KEL-E1", place, now: Self.now + 200))
        guard case .object(let members) = try JSONReader.read(bytes), case .string(let record)? = members["record"],
            case .string(let envelope)? = members["receipt"], case .string(let hash)? = members["hash"]
        else {
            Issue.record("it is no proof")
            return
        }
        let written = try #require(Base64URL.decode(record.utf8))
        let sealed = try #require(Base64URL.decode(envelope.utf8))
        let receipt = try #require(try scratch.receipt(sealed))
        #expect(receipt.gate == "KEL-E1" && receipt.epoch == kiosk.epoch && receipt.through == sequence)
        #expect(receipt.hash == JournalRecord.hash(written) && hash.string == Hex.encode(receipt.hash))
        #expect(try JournalRecord(decoding: written).place == place)
        #expect(JournalRecord.hash(kiosk.records[Int(sequence)]) != receipt.hash)
        #expect(
            try await register.proof(of: "KEL-E1", JournalPlace(epoch: kiosk.epoch, sequence: 9), now: Self.now) == nil)
        register.close()
    }

    @Test("A record that somebody changed here shows as not whole")
    func tampered() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        let sequence = try kiosk.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now + 5)
        try kiosk.scan(Kiosk.pass("KEL-P-26-000002"), .in, at: Self.now + 6)
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)
        register.close()
        let other = kiosk.records[Int(sequence)]
        try await scratch.tamper { database in
            try database.execute("DROP TRIGGER gate_record_is_never_changed")
            try database.execute(
                "UPDATE gate_record SET record = ? WHERE sequence = ?", .blob(other), .integer(sequence))
        }
        let again = try await scratch.open()
        let story = try #require(
            try await again.story(
                of: "KEL-E1", JournalPlace(epoch: kiosk.epoch, sequence: sequence), by: scratch.by, now: Self.now))
        #expect(!story.chain.isIntact)
        again.close()
    }
}
