import Foundation
import GateMessages
import PassFormat
import PassVerify
import Register
import ServiceScenes
import Testing
import TrustFiles
import TrustPublishing

@Suite("What the gates of one port are told")
struct PortOrderTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func level(of port: WireText) throws -> SecurityLevel {
        try TrustFileSet(files: scratch.published()).gateTrust(issued: Self.now, lists: nil, port: port).level
    }

    @Test("A level moves at one port, is published, and counted at its gates only")
    func levels() async throws {
        let register = try await scratch.create()
        let before = try await register.publish(by: scratch.by, now: Self.now).versions
        #expect(try await register.levelReach(port: "TWKEL") == nil)
        var (east, taipei) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("TPE-N1", in: register)
        )
        let old = TrustMark(version: Int64(before.timestamp), issued: before.issued)
        try east.apply(old, at: Self.now + 1)
        try taipei.apply(old, at: Self.now + 1)
        func set(_ level: SecurityLevel, _ note: String = "") async throws -> Bool {
            try await register.setLevel(
                level, port: "TWKEL", reason: .order, note: note, by: scratch.by, now: Self.now + 10)
        }
        #expect(try await set(.two, "國安單位來函"))
        #expect(try await !set(.two))
        await #expect(throws: RegisterError.self) { try await set(.three, "two\nlines") }
        await #expect(throws: RegisterError.self) {
            try await register.setLevel(
                .two, port: "TWXXX", reason: .order, note: "", by: scratch.by, now: Self.now)
        }
        var reach = try #require(try await register.levelReach(port: "TWKEL"))
        #expect(reach.order.version == nil && reach.gates.map(\.gate) == ["KEL-E1"] && !reach.isEverywhere)
        #expect(reach.order.note == "國安單位來函" && reach.order.reason == .order)

        let published = try await register.publish(by: scratch.by, now: Self.now + 11).versions
        #expect(try level(of: "TWKEL") == .two && level(of: "TWTPE") == .one)
        reach = try #require(try await register.levelReach(port: "TWKEL"))
        #expect(reach.order.version == Int64(published.timestamp) && reach.order.publishedAt == Self.now + 11)
        #expect(reach.effective == 0)
        let mark = TrustMark(version: Int64(published.timestamp), issued: published.issued)
        try east.apply(mark, at: Self.now + 20)
        _ = try await register.accept(east.everything, now: Self.now + 21)
        _ = try await register.accept(taipei.everything, now: Self.now + 21)
        reach = try #require(try await register.levelReach(port: "TWKEL"))
        #expect(reach.isEverywhere && reach.gates.map(\.since) == [Self.now + 20])

        // All ports at once, and back: what a port has of its own is over.
        try await register.setLevel(.three, by: scratch.by, now: Self.now + 30)
        _ = try await register.publish(by: scratch.by, now: Self.now + 31)
        #expect(try level(of: "TWKEL") == .three && level(of: "TWTPE") == .three)
        #expect(try await set(.one))
        _ = try await register.publish(by: scratch.by, now: Self.now + 41)
        #expect(try level(of: "TWKEL") == .one && level(of: "TWTPE") == .three)
        #expect(try await register.portLevels().first { $0.port.id == "TWKEL" }?.level == .one)
        #expect(
            try await register.levelOrders(port: "TWKEL").map(\.content) == [
                .level(.one), .level(.three), .level(.two),
            ])
        #expect(try await register.verifyAudit().isIntact)
        register.close()
        // It is so when the register is opened again.
        let again = try await scratch.open()
        #expect(try await again.portLevels().first { $0.port.id == "TWKEL" }?.level == .one)
        again.close()
    }

    @Test("An entry of the hot list has a reason and an end; from then on it is published no more")
    func hotList() async throws {
        let register = try await scratch.create()
        var east = try await scratch.kiosk("KEL-E1", in: register)
        let end = Self.now + 1_000
        let entry = HotListEntry(
            .plate(WireText("abc-1234")), reference: "基警字第1號", reason: "失竊車輛", until: end)
        #expect(try await register.addToHotList(entry, port: "TWKEL", by: scratch.by, now: Self.now))
        #expect(try await !register.addToHotList(entry, port: "TWKEL", by: scratch.by, now: Self.now))
        await #expect(throws: RegisterError.self) {
            _ = try await register.addToHotList(
                HotListEntry(.number("KEL-P-26-000001"), reference: "r", until: Self.now), port: "TWKEL",
                by: scratch.by, now: Self.now)
        }
        let published = try await register.publish(by: scratch.by, now: Self.now + 1).versions
        let listed = try #require(try await register.listedOnHotList(port: "TWKEL").first)
        #expect(listed.entry.target == .plate("ABC1234") && listed.entry.reason == "失竊車輛")
        #expect(listed.entry.until == end && listed.version == Int64(published.timestamp))
        #expect(listed.addedBy == scratch.by)
        try east.apply(
            TrustMark(version: Int64(published.timestamp), issued: published.issued), at: Self.now + 5)
        _ = try await register.accept(east.everything, now: Self.now + 6)
        #expect(try await register.hotListReach(port: "TWKEL")?.isEverywhere == true)
        #expect(try await register.hotListReach(port: "TWTPE") == nil)

        _ = try await register.publish(by: scratch.by, now: end - 1)
        #expect(try await register.hotList(port: "TWKEL").count == 1)
        let later = try await register.publish(by: scratch.by, now: end).versions
        #expect(try await register.hotList(port: "TWKEL") == [])
        let reach = try #require(try await register.hotListReach(port: "TWKEL"))
        #expect(reach.order.version == Int64(later.timestamp) && !reach.isEverywhere)
        // Taken off by what the page knows of it.
        let other = HotListEntry(.number("KEL-P-26-000001"), reference: "r")
        _ = try await register.addToHotList(other, port: "TWKEL", by: scratch.by, now: end + 1)
        let subject = try #require(try await register.listedOnHotList(port: "TWKEL").first?.subject)
        #expect(
            try await register.removeFromHotList(
                subject: subject, reference: "銷案", port: "TWKEL", by: scratch.by, now: end + 2))
        #expect(
            try await !register.removeFromHotList(
                subject: subject, reference: "銷案", port: "TWKEL", by: scratch.by, now: end + 3))
        #expect(try await register.verifyAudit().isIntact)
        for number in 0..<(try await register.auditSize()) {
            let text = String(decoding: try #require(try await register.auditRecord(number)), as: UTF8.self)
            #expect(!text.contains("ABC1234") && !text.contains("失竊"))
        }
        register.close()
    }
}
