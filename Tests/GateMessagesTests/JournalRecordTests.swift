import GateMessages
import PassCrypto
import PassFormat
import Testing

@Suite("Journal records")
struct JournalRecordTests {
    @Test("Every kind reads back as it was written", arguments: Example.events)
    func roundTrip(event: JournalEvent) throws {
        let record = Example.record(event, sequence: 12)
        #expect(try JournalRecord(decoding: record.encoded()) == record)
    }

    @Test("A record without trust reads back, but not one that says trust was applied")
    func withoutTrust() throws {
        func record(_ event: JournalEvent) -> JournalRecord {
            JournalRecord(
                place: JournalPlace(epoch: Example.epoch, sequence: 1), previous: JournalRecord.beginning,
                moment: Example.moment, trust: nil, event: event)
        }
        let plain = record(.clock(ClockEvent(change: .trusted)))
        #expect(try JournalRecord(decoding: plain.encoded()) == plain)
        #expect(throws: FormatError.self) { try record(.trustApplied).encoded() }
    }

    @Test("What no reader could take is not written")
    func limits() {
        func fails(_ change: (inout ScanEvent) -> Void) -> Bool {
            var scan = Example.scan
            change(&scan)
            return (try? Example.record(.scan(scan)).encoded()) == nil
        }
        #expect(fails { $0.codeDigest = [1] })
        #expect(fails { $0.reasons = Array(repeating: "expired", count: MessageLimits.reasons + 1) })
        #expect(fails { $0.reasons = [""] })
        #expect(fails { $0.guardName = WireText(String(repeating: "g", count: 65)) })
        #expect(fails { $0.plate = "" })
        #expect(fails { $0.escort = WireText(String(repeating: "9", count: 25)) })
        #expect(!fails { $0.reasons = Array(repeating: "expired", count: MessageLimits.reasons) })
        #expect((try? Example.record(.trustApplied, sequence: 0).encoded()) == nil)
        #expect((try? Example.record(.trustApplied, previous: [1]).encoded()) == nil)
    }

    @Test("The bytes are those that cbor2 writes, and their hash never changes")
    func bytes() throws {
        let bytes = try Example.record(.trustApplied).encoded()
        #expect(
            Hex.encode(bytes)
                == "a90148010203040506070802010358200000000000000000000000000000000000000000000000000000000000000000"
                + "0404051a6ab13b80065007070707070707070707070707070707071a0001e240081a6ab13798098218291a6ab13b1c")
        #expect(JournalRecord.hash(bytes) == Hash.sha256(Array("portpass/journal/v1".utf8) + bytes))
    }

    @Test("Every change of a byte and every cut is another record or none")
    func damage() throws {
        let bytes = try Example.record(.scan(Example.scan), sequence: 5).encoded()
        let record = try JournalRecord(decoding: bytes)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                if let other = try? JournalRecord(decoding: changed) {
                    // A key that is not known is ignored; the hash still tells.
                    #expect(other != record || JournalRecord.hash(changed) != JournalRecord.hash(bytes))
                }
            }
            #expect(throws: FormatError.self) { try JournalRecord(decoding: Array(bytes[..<index])) }
        }
        #expect(throws: FormatError.self) { try JournalRecord(decoding: bytes + [0]) }
    }

    @Test(
        "A scan of a pass names its number and term; a place in the lists only where the gate's policy knows the list")
    func incompletePass() throws {
        // A record with a pass id alone: written by hand, as no writer of ours does.
        let whole = try Example.record(.scan(Example.scan)).encoded()
        for missing: Int64 in [4, 11, 12, 14, 15, 16, 17] {
            #expect(throws: FormatError.self) { try JournalRecord(decoding: Self.without(missing, whole)) }
        }
        #expect(try JournalRecord(decoding: Self.without(19, whole)).event != .scan(Example.scan))
        guard case .scan(let scan) = try JournalRecord(decoding: Self.without(13, whole)).event else {
            Issue.record("it is no scan any more")
            return
        }
        #expect(scan.pass?.number == Example.scan.pass?.number && scan.pass?.status == nil)
    }

    private static func without(_ key: Int64, _ bytes: [UInt8]) throws -> [UInt8] {
        var entries: [CBORWriter.Entry] = []
        var reader = CBORReader(bytes.span)
        var map = try reader.readMap()
        while try reader.nextKey(in: &map) {
            let found = try reader.readInteger()
            let value = try reader.readItem()
            if found != key { entries.append(try CBORWriter.Entry(found) { $0.write(encoded: value) }) }
        }
        return try CBORWriter.encoding { writer throws(FormatError) in try writer.write(map: entries) }
    }
}
