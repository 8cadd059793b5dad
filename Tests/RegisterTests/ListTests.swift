import Foundation
import PassCrypto
import PassFormat
import PassVerify
import Register
import ServiceScenes
import ShipCalls
import Testing
import TrustFiles
import TrustPublishing

@Suite("Lists sealed to the gates of a port")
struct ListTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private struct Parts: DirectoryParts {
        let parts: [Int: [UInt8]]
        var count: Int { parts.count }
        func part(_ number: Int) -> [UInt8]? { parts[number] }
    }

    /// A gate that can open what is sealed to it.
    private final class Reader: Sendable {
        private let key: BoxKey
        let gate: WireText
        let port: WireText

        init(_ gate: WireText, _ port: WireText) throws {
            key = try BoxKey.generate()
            self.gate = gate
            self.port = port
        }

        func enrol(in register: Register, _ scratch: ScratchRegister, at time: Int64 = ListTests.now) async throws {
            var kiosk = try Kiosk(gate, startingAt: time)
            kiosk.boxKey = key.publicKey
            try await kiosk.enrol(in: register, root: scratch.rootDigest, by: scratch.by, at: time)
        }

        func lists(_ scratch: ScratchRegister) throws -> PortLists {
            let files = try scratch.published()
            var parts: [Int: [UInt8]] = [:]
            while let part = files[ListNames.directory(port, shard: parts.count)] { parts[parts.count] = part }
            return PortLists.read(
                files, directory: Parts(parts: parts), port: port, boxKey: key.publicKey, unseal: { self.key.open($0) })
        }
    }

    private func entry(_ lists: PortLists, _ number: String) -> DirectoryEntry? {
        guard case .known(let entry) = lists.answer(to: WireText(number)) else { return nil }
        return entry
    }

    private func pass(_ register: Register, _ n: Int, _ access: [String: [String]] = ["TWKEL": ["A"]]) async throws
        -> IssuedPass
    {
        try #require(
            try await register.issue(Records.person(n, ["access": access]), by: scratch.by, now: Self.now).pass)
    }

    @Test("A gate looks numbers up in its own port's directory, and reads no other port's")
    func directory() async throws {
        let register = try await scratch.create()
        let keelung = try Reader("KEL-E1", "TWKEL")
        let taipei = try Reader("TPE-N1", "TWTPE")
        for reader in [keelung, taipei] { try await reader.enrol(in: register, scratch) }
        let here = try await pass(register, 1)
        let both = try await pass(register, 2, ["TWKEL": ["A"], "TWTPE": ["N"]])
        _ = try await register.publish(by: scratch.by, now: Self.now)

        let lists = try keelung.lists(scratch)
        #expect(lists.state == .open)
        let found = try #require(entry(lists, here.number))
        #expect(Int(found.list) == here.list && found.index == here.index && found.kind == .person)
        #expect(entry(lists, both.number) != nil)
        #expect(entry(lists, "KEL-P-26-999999") == nil)
        #expect(entry(try taipei.lists(scratch), both.number) != nil)
        #expect(entry(try taipei.lists(scratch), here.number) == nil)
        let stranger = try Reader("TPE-N1", "TWKEL")
        #expect(try stranger.lists(scratch).state != .open)
        register.close()
    }

    @Test("Nothing that did not change is sealed anew: the same targets, and one part for one new pass")
    func stable() async throws {
        let register = try await scratch.create()
        let reader = try Reader("KEL-E1", "TWKEL")
        try await reader.enrol(in: register, scratch)
        _ = try await pass(register, 1)
        _ = try await register.addToHotList(
            HotListEntry(.plate("ABC-1234"), reference: "1"), port: "TWKEL", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let before = try #require(try scratch.repository().inspect()).targets
        _ = try await register.publish(by: scratch.by, now: Self.now + 600)
        #expect(try #require(try scratch.repository().inspect()).targets == before)
        _ = try await pass(register, 2)
        _ = try await register.publish(by: scratch.by, now: Self.now + 700)
        let after = try #require(try scratch.repository().inspect()).targets
        #expect(
            Set(after.keys.filter { before[$0] != after[$0] }) == ["directory/TWKEL/0", "audit/checkpoint"])
        register.close()
    }

    @Test(
        "A gate that is revoked or enrolled anew takes its key with it: the others get a new one, and it opens nothing new"
    )
    func rotation() async throws {
        let register = try await scratch.create()
        let first = try Reader("KEL-E1", "TWKEL")
        let second = try Reader("KEL-W2", "TWKEL")
        for reader in [first, second] { try await reader.enrol(in: register, scratch) }
        let known = try await pass(register, 1)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try first.lists(scratch).state == .open && second.lists(scratch).state == .open)
        let before = try scratch.published()

        #expect(try await register.revokeGate("KEL-W2", by: scratch.by, now: Self.now + 1))
        _ = try await register.publish(by: scratch.by, now: Self.now + 2)
        let after = try scratch.published()
        for name in before.keys where ListNames.port(of: name) == "TWKEL" { #expect(before[name] != after[name]) }
        #expect(try second.lists(scratch).state != .open)
        #expect(entry(try first.lists(scratch), known.number) != nil)

        // The kiosk of the first gate is replaced: what was in it may be anywhere.
        let replacement = try Reader("KEL-E1", "TWKEL")
        try await replacement.enrol(in: register, scratch, at: Self.now + 3)
        _ = try await register.publish(by: scratch.by, now: Self.now + 4)
        #expect(try first.lists(scratch).state != .open)
        #expect(entry(try replacement.lists(scratch), known.number) != nil)
        register.close()
    }

    @Test("A gate that comes later reads what was sealed before, and nothing else changes for the others")
    func joins() async throws {
        let register = try await scratch.create()
        let first = try Reader("KEL-E1", "TWKEL")
        try await first.enrol(in: register, scratch)
        let known = try await pass(register, 1)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let before = try scratch.published()
        let second = try Reader("KEL-W2", "TWKEL")
        try await second.enrol(in: register, scratch)
        _ = try await register.publish(by: scratch.by, now: Self.now + 2)
        let after = try scratch.published()
        #expect(
            Set(after.keys.filter { before[$0] != after[$0] }) == ["ops/gates-TWKEL", "audit/checkpoint"])
        #expect(entry(try second.lists(scratch), known.number) != nil)
        register.close()
    }

    @Test("Gates are told when the ships of their port are there, as feeds come in, and those of other ports are not")
    func ships() async throws {
        let register = try await scratch.create()
        defer { register.close() }
        let (keelung, taipei) = (try Reader("KEL-E1", "TWKEL"), try Reader("TPE-N1", "TWTPE"))
        for reader in [keelung, taipei] { try await reader.enrol(in: register, scratch) }
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(try keelung.lists(scratch).state == .open && keelung.lists(scratch).ships.isEmpty)
        var call = ShipCall(port: .keelung)
        call.visaNumber = "AKEL115012929"
        call.ata = Self.now - Self.now % 60 - 86_400
        for departure in [nil, Self.now - Self.now % 60 - 7_200] {
            call.atd = departure
            let bytes = try #require(FeedWriter(shape: .openData).bytes([FeedRow(call, in: .openData)]))
            _ = try await register.takeShipFeeds(
                [ShipFeedBytes(name: "1", bytes: bytes)], port: .keelung, by: scratch.by, now: Self.now)
            _ = try await register.publish(by: scratch.by, now: Self.now)
            let told = try #require(
                ShipTimes.Call(
                    marks: ["AKEL115012929"], from: (call.ata ?? 0) / 3_600 * 3_600,
                    until: departure.map { ($0 + 3_599) / 3_600 * 3_600 }))
            #expect(try keelung.lists(scratch).ships == ShipTimes([told]))
            #expect(try taipei.lists(scratch).ships.isEmpty)
        }
    }

    @Test(
        "The hot list goes to its port's gates, plates as hashes only, and nothing of it stands openly in the register")
    func hotList() async throws {
        let register = try await scratch.create()
        let reader = try Reader("KEL-E1", "TWKEL")
        try await reader.enrol(in: register, scratch)
        let entries = [
            HotListEntry(.plate("KLA-5678"), reference: "115-刑-7"),
            HotListEntry(.number("KEL-P-26-000042"), reference: "115-8"),
        ]
        for entry in entries {
            #expect(try await register.addToHotList(entry, port: "TWKEL", by: scratch.by, now: Self.now))
            #expect(try await !register.addToHotList(entry, port: "TWKEL", by: scratch.by, now: Self.now))
        }
        #expect(try await register.hotList(port: "TWKEL").count == 2)
        #expect(try await register.hotList(port: "TWTPE").isEmpty)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let list = try reader.lists(scratch).hotList
        #expect(list.contains(number: "KEL-P-26-000042") && list.contains(plate: "KLA5678"))
        #expect(!list.contains(number: "KEL-P-26-000043") && !list.contains(plate: "KLA5679"))
        #expect(
            try await register.removeFromHotList(entries[0], port: "TWKEL", by: scratch.by, now: Self.now + 1))
        #expect(
            try await !register.removeFromHotList(entries[0], port: "TWKEL", by: scratch.by, now: Self.now + 1))
        _ = try await register.publish(by: scratch.by, now: Self.now + 2)
        #expect(try !reader.lists(scratch).hotList.contains(plate: "KLA5678"))
        await #expect(throws: RegisterError.self) {
            try await register.addToHotList(entries[0], port: "XXXXX", by: scratch.by, now: Self.now)
        }
        register.close()
        let written = try Data(contentsOf: URL(filePath: scratch.folder + "/register.sqlite"))
        #expect(written.range(of: Data("KLA5678".utf8)) == nil && written.range(of: Data("000042".utf8)) == nil)
        for (name, bytes) in try scratch.published() where name != "audit/checkpoint" {
            #expect(Data(bytes).range(of: Data("000042".utf8)) == nil, "\(name)")
        }
    }

    @Test("Who is expected is known at the port's gates until the visit is over, and then nowhere")
    func visitors() async throws {
        let register = try await scratch.create()
        let reader = try Reader("KEL-E1", "TWKEL")
        try await reader.enrol(in: register, scratch)
        func visitor(_ hint: WireText, days: ClosedRange<Int64>) throws -> ExpectedVisitor {
            try #require(
                ExpectedVisitor(
                    hint: hint, from: Self.now + days.lowerBound * 86_400, until: Self.now + days.upperBound * 86_400,
                    sponsor: "陽明海運", name: "陳大文"))
        }
        let today = try await register.expect(
            try visitor("456789", days: -1...1), port: "TWKEL", by: scratch.by, now: Self.now)
        _ = try await register.expect(try visitor("ZZ1234", days: 5...6), port: "TWKEL", by: scratch.by, now: Self.now)
        await #expect(throws: RegisterError.self) {
            try await register.expect(
                try visitor("456789", days: -3 ... -2), port: "TWKEL", by: scratch.by, now: Self.now)
        }
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let lists = try reader.lists(scratch)
        #expect(lists.expected("456789", at: Self.now).map(\.name) == ["陳大文"])
        #expect(lists.expected("ZZ1234", at: Self.now).isEmpty)
        #expect(lists.expected("ZZ1234", at: Self.now + 5 * 86_400).count == 1)
        #expect(try await register.stopExpecting(today, by: scratch.by, now: Self.now + 1))
        #expect(try await !register.stopExpecting(today, by: scratch.by, now: Self.now + 1))
        _ = try await register.publish(by: scratch.by, now: Self.now + 2)
        #expect(try reader.lists(scratch).expected("456789", at: Self.now).isEmpty)
        #expect(try await register.expectedVisitors(port: "TWKEL").count == 1)
        _ = try await register.publish(by: scratch.by, now: Self.now + 60 * 86_400)
        #expect(try await register.expectedVisitors(port: "TWKEL").isEmpty)
        register.close()
        let written = try Data(contentsOf: URL(filePath: scratch.folder + "/register.sqlite"))
        #expect(written.range(of: Data("陳大文".utf8)) == nil && written.range(of: Data("456789".utf8)) == nil)
    }

    @Test("A number stands for the pass that is good: the old one while a reissue waits, and the new one from then on")
    func reissued() async throws {
        let register = try await scratch.create()
        let reader = try Reader("KEL-E1", "TWKEL")
        try await reader.enrol(in: register, scratch)
        let old = try await pass(register, 1)
        _ = try await register.reissue(
            old.id, .holderKey(nil), activation: .whenActivated, reason: "damaged", by: scratch.by, now: Self.now)
        _ = try await register.publish(by: scratch.by, now: Self.now)
        #expect(entry(try reader.lists(scratch), old.number)?.index == old.index)
        let waiting = try #require(try await register.passes(number: old.number).last)
        _ = try await register.activate(waiting.id, by: scratch.by, now: Self.now + 1)
        _ = try await register.publish(by: scratch.by, now: Self.now + 2)
        let found = try #require(entry(try reader.lists(scratch), old.number))
        #expect(found.index != old.index || Int(found.list) != old.list)
        let trust = try scratch.gateTrust()
        #expect(trust.statusLists[found.list]?[found.index] == .valid)
        register.close()
    }

    @Test("A directory of thousands has parts, each number is in one of them, and a register opened again goes on")
    func many() async throws {
        let register = try await scratch.create()
        let reader = try Reader("KEL-E1", "TWKEL")
        try await reader.enrol(in: register, scratch)
        var numbers: [String] = []
        for n in 0..<1_100 { numbers.append(try await pass(register, n).number) }
        _ = try await register.publish(by: scratch.by, now: Self.now)
        register.close()
        let again = try await scratch.open()
        numbers.append(try await pass(again, 5_000).number)
        _ = try await again.publish(by: scratch.by, now: Self.now + 1)
        let lists = try reader.lists(scratch)
        for number in numbers { #expect(entry(lists, number)?.number == WireText(number)) }
        #expect(try scratch.published().keys.filter { $0.hasPrefix("directory/TWKEL/") }.count == 4)
        again.close()
    }
}
