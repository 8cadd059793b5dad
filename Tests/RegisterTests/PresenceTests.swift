import Foundation
import GateMessages
import PassCrypto
import PassFormat
import Register
import SQLStore
import ServiceScenes
import Testing

@Suite("Who is inside")
struct PresenceTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    private func known(_ kiosk: Kiosk, in register: Register) async throws -> EnrolledGate {
        try await register.authenticate(
            kiosk.request("GET", "/p", at: Self.now), method: "GET", path: "/p", now: Self.now)
    }

    private func feed(_ kiosk: Kiosk, after place: Int64, in register: Register) async throws -> PresenceFeed {
        let envelope = try await register.presence(for: known(kiosk, in: register), after: place, now: Self.now + 500)
        return try #require(try Answers.presence(envelope, key: scratch.keys.receipt.publicKey))
    }

    @Test("A port's gates learn of each number once, the newest by time, and of other ports nothing")
    func newest() async throws {
        let register = try await scratch.create()
        var (east, west, taipei) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register),
            try await scratch.kiosk("TPE-N1", in: register)
        )
        let (a, b) = (Kiosk.pass("KEL-P-26-000001"), Kiosk.pass("KEL-P-26-000002", term: .singleVisit))
        try east.scan(a, .in, at: Self.now + 10)
        try east.scan(b, .in, at: Self.now + 11)
        try east.scan(b, .out, at: Self.now + 12)
        try west.scan(a, .out, at: Self.now + 5)
        try taipei.scan(a, .in, at: Self.now + 20)
        _ = try await register.accept(east.everything, now: Self.now + 100)
        let first = try await feed(west, after: 0, in: register)
        #expect(first.port == "TWKEL" && !first.hasMore && first.after == 0)
        #expect(first.entries.map(\.number) == ["KEL-P-26-000001", "KEL-P-26-000002"])
        #expect(first.entries.map(\.state) == [.inside, .used])
        #expect(first.entries.map(\.time) == [Self.now + 10, Self.now + 12])
        // Older news of another gate, and another port's, change nothing here.
        _ = try await register.accept(west.everything, now: Self.now + 100)
        _ = try await register.accept(taipei.everything, now: Self.now + 100)
        let second = try await feed(east, after: first.through, in: register)
        #expect(second.entries.isEmpty && second.through == first.through)
        #expect(try await feed(taipei, after: 0, in: register).entries.map(\.gate) == ["TPE-N1"])
        try west.scan(a, .out, at: Self.now + 50)
        _ = try await register.accept(west.everything, now: Self.now + 100)
        let third = try await feed(east, after: first.through, in: register)
        #expect(third.entries.map(\.state) == [.outside] && third.entries.map(\.gate) == ["KEL-W2"])
        #expect(try await feed(east, after: 0, in: register).entries.count == 2)
        register.close()
    }

    @Test("A long feed comes in pieces that can be followed to the end")
    func pieces() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        for number in 0..<2_500 {
            try kiosk.scan(Kiosk.pass(WireText("KEL-P-26-\(100_000 + number)")), .in, at: Self.now + Int64(number))
        }
        for first in stride(from: 1, to: 2_500, by: 500) {
            _ = try await register.accept(kiosk.batch(first...first + 499), now: Self.now + 3_000)
        }
        let first = try await feed(kiosk, after: 0, in: register)
        #expect(first.entries.count == MessageLimits.presence && first.hasMore)
        let second = try await feed(kiosk, after: first.through, in: register)
        #expect(second.entries.count == 500 && !second.hasMore)
        #expect(Set((first.entries + second.entries).map(\.number)).count == 2_500)
        register.close()
    }

    @Test("Places go on above all earlier ones, whatever the register lost")
    func places() async throws {
        let register = try await scratch.create()
        var kiosk = try await scratch.kiosk("KEL-E1", in: register)
        try kiosk.scan(Kiosk.pass("KEL-P-26-000001"), .in, at: Self.now)
        _ = try await register.accept(kiosk.everything, now: Self.now)
        let first = try await feed(kiosk, after: 0, in: register)
        register.close()
        try await scratch.tamper { try $0.execute("DELETE FROM presence") }
        let again = try await scratch.open()
        try kiosk.scan(Kiosk.pass("KEL-P-26-000002"), .in, at: Self.now + 60)
        _ = try await again.accept(kiosk.everything, now: Self.now + 60)
        #expect(try await feed(kiosk, after: first.through, in: again).entries.map(\.number) == ["KEL-P-26-000002"])
        again.close()
    }

    @Test("Only a request for this path, by this gate, at about this time is answered")
    func requests() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let path = "/api/gates/v1/presence?after=7"
        func refusal(_ message: [UInt8], method: String = "GET", path: String = path, now: Int64 = Self.now) async
            -> RegisterError.Code?
        {
            do {
                _ = try await register.authenticate(message, method: method, path: path, now: now)
                return nil
            } catch {
                return (error as? RegisterError)?.code
            }
        }
        let message = try kiosk.request("GET", WireText(path), at: Self.now)
        #expect(await refusal(message) == nil)
        #expect(await refusal(message, now: Self.now + 300) == nil)
        #expect(await refusal(message, now: Self.now - 300) == nil)
        #expect(await refusal(message, now: Self.now + 301) == .unknownGate)
        #expect(await refusal(message, now: Self.now - 301) == .unknownGate)
        #expect(await refusal(message, method: "POST") == .unknownGate)
        #expect(await refusal(message, path: "/api/gates/v1/presence?after=8") == .unknownGate)
        #expect(await refusal(Array(message.dropLast())) == .badMessage)
        var changed = message
        changed[changed.count - 1] ^= 1
        #expect(await refusal(changed) == .unknownGate)
        _ = try await register.revokeGate("KEL-E1", by: scratch.by, now: Self.now)
        #expect(await refusal(message) == .revokedGate)
        register.close()
    }

    @Test("What a gate says of its backlog is shown; a gate that only asks is heard")
    func heard() async throws {
        let register = try await scratch.create()
        let kiosk = try await scratch.kiosk("KEL-E1", in: register)
        let gate = try await known(kiosk, in: register)
        func summary() async throws -> GateSummary? {
            try await register.gates(now: Self.now).first { $0.gate == "KEL-E1" }
        }
        try await register.heard(from: gate, backlog: nil, now: Self.now + 30)
        #expect(try await summary()?.lastContact == Self.now, "each note would be a sync of the disk")
        try await register.heard(from: gate, backlog: nil, now: Self.now + 60)
        #expect(try await summary()?.lastContact == Self.now + 60)
        try await register.heard(from: gate, backlog: 12, now: Self.now + 61)
        #expect(try await summary()?.backlog == 12)
        register.close()
    }
}
