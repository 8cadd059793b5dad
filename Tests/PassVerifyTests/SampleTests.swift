import PassFormat
import PassVerify
import Testing

/// Needs the vectors' folder: it is given by PORTPASS_VECTORS and not part of the repository.
@Suite("Passes of another implementation (pp1/sample.json)", .enabled(if: Sample.isThere))
struct SampleTests {
    private static let uri: WireText = "https://pass.example/status/7"

    private func list() throws -> StatusList {
        try StatusLists.verify(
            token: Sample.bytes("status_list_token"), expectedURI: Self.uri, issuer: "twport",
            keys: Sample.world().keys)
    }

    @Test("The paper pass is admitted while its list says nothing")
    func paper() throws {
        let decision = Sample.world().decide(on: try Sample.text("paper"))
        #expect(decision.verdict == .admit)
        #expect(decision.reasons.isEmpty)
        #expect(decision.pass?.claims.number == "KEL-P-26-000123")
        #expect(decision.pass?.claims.name == "王小明")
        #expect(decision.pass?.claims.id == PassID(hex: "8f3a1c5e7b902d46"))
    }

    @Test("The bound pass shown bare is a copy")
    func bound() throws {
        let decision = Sample.world().decide(on: try Sample.text("bound"))
        #expect(decision.reasons == [Reason(.holderProofMissing, .check)])
    }

    @Test(
        "The live code is admitted in its minute",
        arguments: [(-16, false), (-15, true), (0, true), (60, true), (61, false)])
    func live(offset: Int64, isFresh: Bool) throws {
        var world = Sample.world()
        world.setTime(1_770_000_000 + offset)
        let decision = world.decide(on: try Sample.text("live"))
        #expect(decision.reasons.map(\.code) == (isFresh ? [] : [.liveCodeStale]))
        #expect(decision.live)
    }

    @Test("The status list token verifies, and says what it should of every entry")
    func statusList() throws {
        let list = try list()
        #expect(list.count == 131_072)
        let statuses = try Sample.statuses()
        for index in 0..<list.count {
            #expect(list[index]?.rawValue == UInt8(statuses[index] ?? 0))
        }
    }

    @Test("With that list the paper pass is revoked")
    func revoked() throws {
        var world = Sample.world()
        world.statusLists = StatusLists([7: try list()])
        let decision = world.decide(on: try Sample.text("paper"))
        #expect(decision.reasons == [Reason(.revoked, .deny)])
    }

    @Test(
        "Any single bit flipped in the bytes of a code is refused, and no claim is given out",
        arguments: ["paper", "bound", "live"])
    func flippedBytes(name: String) throws {
        let world = Sample.world()
        let prefix = name == "live" ? "PL1:" : "PP1:"
        var bytes = try Sample.bytes(name)
        for index in bytes.indices {
            for bit in 0..<8 {
                bytes[index] ^= 1 << UInt8(bit)
                let decision = world.decide(on: Array(prefix.utf8) + Base45.encode(bytes))
                #expect(decision.verdict == .deny && decision.pass == nil, "byte \(index), bit \(bit)")
                bytes[index] ^= 1 << UInt8(bit)
            }
        }
        #expect(world.decide(on: Array(prefix.utf8) + Base45.encode(bytes)).pass != nil)
    }

    @Test("Any single bit flipped in a text is refused", arguments: ["paper", "live"])
    func flippedText(name: String) throws {
        let world = Sample.world()
        var text = Array(try Sample.text(name).utf8)
        for index in text.indices {
            for bit in 0..<8 {
                text[index] ^= 1 << UInt8(bit)
                let decision = world.decide(on: text)
                #expect(decision.verdict == .deny && decision.pass == nil, "character \(index), bit \(bit)")
                text[index] ^= 1 << UInt8(bit)
            }
        }
    }

    @Test("A text cut off anywhere is refused", arguments: ["paper", "live"])
    func truncatedText(name: String) throws {
        let world = Sample.world()
        let text = Array(try Sample.text(name).utf8)
        for count in text.indices {
            #expect(world.decide(on: Array(text.prefix(count))).verdict == .deny, "\(count) characters")
        }
    }

    @Test("Any single bit flipped in the status list token is refused")
    func flippedToken() throws {
        let keys = Sample.world().keys
        var bytes = try Sample.bytes("status_list_token")
        for index in bytes.indices {
            for bit in 0..<8 {
                bytes[index] ^= 1 << UInt8(bit)
                #expect(throws: StatusListRefusal.self, "byte \(index), bit \(bit)") {
                    try StatusLists.verify(token: bytes, expectedURI: Self.uri, issuer: "twport", keys: keys)
                }
                bytes[index] ^= 1 << UInt8(bit)
            }
        }
    }
}
