import GateMessages
import PassCrypto
import PassFormat
import Testing

/// The kinds of a guard's shift. That they read back as they were written, `JournalRecordTests` says of every kind.
@Suite("Records of a shift")
struct ShiftRecordTests {
    private func isWritten(_ event: JournalEvent) -> Bool { (try? Example.record(event).encoded()) != nil }

    @Test("A passage that breaks a limit, or lacks what its cause needs, is not written")
    func passages() {
        func fails(_ change: (inout PassageEvent) -> Void) -> Bool {
            var passage = Example.passage
            change(&passage)
            return !isWritten(.passage(passage))
        }
        #expect(!fails { _ in })
        // At most the last six characters of a document's number are ever in a journal.
        #expect(fails { $0.hint = "A123456" })
        #expect(fails { $0.hint = "" })
        #expect(fails { $0.headcount = -1 })
        #expect(fails { $0.headcount = 100_001 })
        #expect(fails { $0.guardName = "" })
        #expect(fails { $0.note = WireText(String(repeating: "x", count: 401)) })
        #expect(fails { $0.happenedAt = -1 })
        #expect(fails { $0.happenedAt = nil })
        #expect(fails { ($0.cause, $0.number) = (.typed, nil) })
        #expect(fails { ($0.cause, $0.number) = (.card, nil) })
        #expect(fails { ($0.cause, $0.agency) = (.emergency, nil) })
        #expect(!fails { ($0.cause, $0.number) = (.crew, nil) })
        #expect(fails { $0.reasons = Array(repeating: "revoked", count: MessageLimits.reasons + 1) })
    }

    @Test("Cards, trays, counts, hand-overs and lists of guards keep their limits")
    func limits() {
        var card = Example.card
        card.until = nil
        #expect(!isWritten(.card(card)))
        #expect(!isWritten(.card(CardEvent(act: .stocked, number: "V-001", guardName: "g"))))
        #expect(!isWritten(.card(CardEvent(act: .stocked, number: "V-001", count: 1_001, guardName: "g"))))
        var tray = Example.tray
        tray.members = []
        #expect(!isWritten(.tray(tray)))
        tray.members = (1...17).map { TrayEvent.Member(.occupant, $0) }
        #expect(!isWritten(.tray(tray)))
        tray.members.removeLast()
        #expect(isWritten(.tray(tray)))
        tray.members[0] = .init(.vehicle, 0)
        #expect(!isWritten(.tray(tray)))
        #expect(!isWritten(.evacuation(EvacuationEvent(phase: .counted, headcount: 5, guardName: "g"))))
        #expect(!isWritten(.evacuation(EvacuationEvent(phase: .counted, place: "p", guardName: "g"))))
        var handOver = Example.handOver
        handOver.counts = (0..<65).map { HandOverEvent.Count(WireText("\($0)"), 1) }
        #expect(!isWritten(.handOver(handOver)))
        handOver.counts = [.init("x", -1)]
        #expect(!isWritten(.handOver(handOver)))
        #expect(!isWritten(.guards(GuardsEvent(change: .added, name: "g"))))
        #expect(!isWritten(.guards(GuardsEvent(change: .removed, name: nil))))
        // The largest there is fits into a record.
        handOver.counts = (0..<64).map {
            HandOverEvent.Count(WireText(String(repeating: "x", count: 30) + "\($0 % 10)"), 1 << 50)
        }
        handOver.note = WireText(String(repeating: "x", count: 400))
        #expect(isWritten(.handOver(handOver)))
    }

    @Test("Every change of a byte and every cut of a passage, a tray and a hand-over is another record or none")
    func damage() throws {
        for event in [JournalEvent.passage(Example.passage), .tray(Example.tray), .handOver(Example.handOver)] {
            let bytes = try Example.record(event, sequence: 5).encoded()
            for index in bytes.indices {
                for bit in 0..<8 {
                    var changed = bytes
                    changed[index] ^= 1 << UInt8(bit)
                    guard let other = try? JournalRecord(decoding: changed) else { continue }
                    // What reads, writes, and then reads the same.
                    #expect(try JournalRecord(decoding: other.encoded()) == other)
                }
                #expect(throws: FormatError.self) { try JournalRecord(decoding: Array(bytes[..<index])) }
            }
        }
    }

    @Test("The passage that the document shows, made by another encoder, reads and writes as it stands there")
    func documented() throws {
        let bytes = try #require(
            Hex.decode(
                "af0148c41f0a7e92d35b6802030358206a04f63e774d0bc64edd855cdaacd8f78281a208f7e8c0708239d43e3a8850dc"
                    + "0408051a6b2ced5c0650000102030405060708090a0b0c0d0e0f071a00043238081a6b2cebf40982190fe71a6b2cebf4"
                    + "0b6f4b454c2d502d32362d303030303433100113646368656e181ff5185001185101"))
        let record = try JournalRecord(decoding: bytes)
        #expect(
            record.event
                == .passage(
                    PassageEvent(
                        cause: .typed, direction: .in, isAdmitted: true, number: "KEL-P-26-000043",
                        document: .identityCard, guardName: "chen")))
        #expect(try record.encoded() == bytes)
        #expect(
            Hex.encode(JournalRecord.hash(bytes)) == "1c22a4732c69a9f2740e7ea6f77bc54e69640be80195fbc317ef20de48161d4f")
    }

    @Test("The kinds are numbered as the document says, and a reader that knows none of them keeps the record")
    func kinds() throws {
        #expect(Set(Example.shift.map(\.kind)) == Set(8...14))
        let bytes = try Example.record(.passage(Example.passage)).encoded()
        var reader = CBORReader(bytes.span)
        var map = try reader.readMap()
        var keys: [Int64] = []
        while try reader.nextKey(in: &map) {
            keys.append(try reader.readInteger())
            try reader.skipItem()
        }
        #expect(keys == Array(1...9) + [11, 15, 16, 19, 20, 21, 31, 32, 33] + Array(80...86))
    }
}
