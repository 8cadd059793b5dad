import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("However journals come")
struct UploadPropertyTests {
    static let now = ScratchRegister.now

    /// Three gates at two ports, some hundred records, with overrides, single visits and times that cross.
    private func kiosks(_ random: inout SplitMix) throws -> [Kiosk] {
        var kiosks = try ["KEL-E1", "KEL-W2", "TPE-N1"].map { try Kiosk(WireText($0), startingAt: Self.now) }
        for index in kiosks.indices {
            try kiosks[index].open(at: Self.now)
            var time = Self.now + 1
            var version: Int64 = 1
            var asked: Int64?
            for _ in 0..<120 {
                time += Int64(random.next() % 3)
                let number = WireText("KEL-P-26-00000\(random.next() % 6)")
                let term: PassTerm = random.next() % 3 == 0 ? .singleVisit : .periodic
                let direction: ScanEvent.Direction = random.next() % 2 == 0 ? .in : .out
                switch random.next() % 10 {
                case 0:
                    version = max(1, version + Int64(random.next() % 4) - 1)
                    try kiosks[index].apply(TrustMark(version: version, issued: Self.now + version), at: time)
                case 1: asked = try kiosks[index].scan(Kiosk.pass(number, term: term), direction, .check, at: time)
                case 2 where asked != nil:
                    try kiosks[index].override(asked ?? 1, direction, admitted: random.next() % 4 > 0, at: time)
                case 3: try kiosks[index].scan(nil, direction, .deny, at: time)
                default: try kiosks[index].scan(Kiosk.pass(number, term: term), direction, at: time)
                }
            }
        }
        return kiosks
    }

    private enum Order: CaseIterable { case whole, pieces, repeated, shuffled }

    /// The batches of all gates, cut and mixed.
    private func batches(_ kiosks: [Kiosk], _ order: Order, _ random: inout SplitMix) throws -> [[UInt8]] {
        var queues: [[[UInt8]]] = []
        for kiosk in kiosks {
            var queue: [[UInt8]] = []
            var next = 1
            while next <= kiosk.records.count {
                let size = order == .whole ? kiosk.records.count : Int(random.next() % 30) + 1
                let last = min(kiosk.records.count, next + size - 1)
                // Pieces overlap where they are repeated.
                let first = order == .repeated ? max(1, next - Int(random.next() % 10)) : next
                queue.append(try kiosk.batch(first...last))
                if order == .repeated, random.next() % 3 == 0 { queue.append(try kiosk.batch(1...last)) }
                next = last + 1
            }
            if order == .shuffled { queue.shuffle(using: &random) }
            queues.append(queue)
        }
        var mixed: [[UInt8]] = []
        while queues.contains(where: { !$0.isEmpty }) {
            let index = Int(random.next() % UInt64(queues.count))
            if !queues[index].isEmpty { mixed.append(queues[index].removeFirst()) }
        }
        return mixed
    }

    @Test(
        "Any cutting, repetition and order of the same records leaves the same journals, movements, presence and findings",
        arguments: 0..<3 as Range<UInt64>)
    func sameState(seed: UInt64) async throws {
        var random = SplitMix(seed: seed + 1_000)
        let kiosks = try kiosks(&random)
        var expected: [String]?
        for order in Order.allCases {
            let scratch = try ScratchRegister()
            let register = try await scratch.create()
            for kiosk in kiosks {
                try await kiosk.enrol(in: register, root: scratch.rootDigest, by: scratch.by, at: Self.now)
            }
            for batch in try batches(kiosks, order, &random) {
                do {
                    _ = try await register.accept(batch, now: Self.now + 1_000)
                } catch let error as RegisterError where error.code == .journalGap && order == .shuffled {
                    continue
                }
            }
            for kiosk in kiosks {
                let receipt = try scratch.receipt(await register.accept(kiosk.everything, now: Self.now + 1_000))
                #expect(receipt?.through == Int64(kiosk.records.count))
            }
            register.close()
            let dump = try await scratch.journalDump()
            if let expected {
                let (extra, missing) = (Set(dump).subtracting(expected), Set(expected).subtracting(dump))
                #expect(extra.isEmpty && missing.isEmpty, "\(order): \(extra.prefix(3)) \(missing.prefix(3))")
            } else {
                expected = dump
                for kind in ["record", "movement", "presence", "mark", "finding"] {
                    #expect(dump.contains { $0.hasPrefix(kind) }, "the scene shows no \(kind)")
                }
            }
        }
    }
}
