import Foundation
import GateMessages
import PassFormat
import Register
import ServiceScenes
import Testing

@Suite("Who is inside")
struct InsideTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    @Test("Found by name and number, the longest first; who left is not there; each look is in the log, without a name")
    func inside() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let number = WireText(pass.number)
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.open(at: Self.now)
        try kiosk.scan(Kiosk.pass(number, id: pass.id.rawValue), .in, at: Self.now + 10)
        for other in 0..<5 {
            try kiosk.scan(Kiosk.pass(WireText("KEL-P-26-90000\(other)")), .in, at: Self.now + 20 + Int64(other))
        }
        try kiosk.scan(Kiosk.pass("KEL-P-26-900002"), .out, at: Self.now + 60)
        _ = try await register.accept(kiosk.everything, now: Self.now + 100)
        func look(_ text: String = "", from start: Int = 0, at now: Int64 = InsideTests.now + 200) async throws
            -> InsideList
        {
            try await register.inside(
                port: "TWKEL", matching: text, from: start, limit: 3, by: scratch.by, now: now)
        }
        let list = try await look()
        #expect(list.total == 5 && list.long == 0 && list.next == 3)
        #expect(list.entries.map(\.number) == [pass.number, "KEL-P-26-900000", "KEL-P-26-900001"])
        #expect(list.entries.first?.pass?.id == pass.id && list.entries.first?.since == Self.now + 10)
        let rest = try await look(from: 3)
        #expect(rest.entries.map(\.number) == ["KEL-P-26-900003", "KEL-P-26-900004"] && rest.next == nil)
        for text in ["王小明", "ABC-1234", pass.number, pass.number.lowercased(), "基隆港埠裝卸股份有限公司"] {
            #expect(try await look(text).entries.map(\.number) == [pass.number], "\(text)")
        }
        #expect(try await look("KEL-P-26-900003").entries.map(\.pass) == [nil])
        #expect(try await look("nobody").entries == [])
        #expect(
            try await register.inside(
                port: "TWTPE", matching: "", by: scratch.by, now: Self.now
            ).entries == [])
        let later = try await look(at: Self.now + 86_400 + 22)
        #expect(later.long == 3 && later.entries.map { $0.isLong(at: Self.now + 86_400 + 22) } == [true, true, true])
        #expect(later.entries.first?.isOverdue(at: Self.now + 400 * 86_400) == true)
        var looks = 0
        for place in 0..<(try await register.auditSize()) {
            let text = String(decoding: try #require(try await register.auditRecord(place)), as: UTF8.self)
            if text.contains("presence-seen") { looks += 1 }
            #expect(!text.contains("王小明") && !text.contains("A123456789"))
        }
        #expect(looks == 11)
        register.close()
    }
}
