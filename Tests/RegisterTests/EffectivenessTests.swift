import Foundation
import GateMessages
import PassFormat
import PassVerify
import Register
import ServiceScenes
import Testing
import TrustPublishing

@Suite("Where a revocation is in force")
struct EffectivenessTests {
    static let now = ScratchRegister.now
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    @Test("From the change to its publication to each gate, and back where a gate's trust went back")
    func road() async throws {
        let register = try await scratch.create()
        let pass = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        await #expect(throws: RegisterError.self) { try await register.effectiveness(of: pass.id) }
        await #expect(throws: RegisterError.self) { try await register.effectiveness(of: PassID(rawValue: 1)) }
        let before = try await register.publish(by: scratch.by, now: Self.now).versions
        var (east, west) = (
            try await scratch.kiosk("KEL-E1", in: register), try await scratch.kiosk("KEL-W2", in: register)
        )
        for kiosk in [0, 1] {
            let mark = TrustMark(version: Int64(before.timestamp), issued: before.issued)
            if kiosk == 0 { try east.apply(mark, at: Self.now + 1) } else { try west.apply(mark, at: Self.now + 1) }
        }
        _ = try await register.accept(east.everything, now: Self.now + 2)
        _ = try await register.accept(west.everything, now: Self.now + 2)
        _ = try await register.change(.revoke, pass.id, reason: "stolen", by: scratch.by, now: Self.now + 10)
        var now = try await register.effectiveness(of: pass.id)
        #expect(now.state == .revoked && now.changedAt == Self.now + 10 && now.reason == "stolen")
        #expect(now.version == nil && now.gates.map(\.since) == [nil, nil])
        let after = try await register.publish(by: scratch.by, now: Self.now + 11).versions
        _ = try await register.publish(by: scratch.by, now: Self.now + 12)
        now = try await register.effectiveness(of: pass.id)
        #expect(now.version == Int64(after.timestamp) && now.publishedAt == Self.now + 11)
        #expect(now.gates.map(\.gate) == ["KEL-E1", "KEL-W2"] && now.gates.map(\.since) == [nil, nil])
        // One syncs to that version, the other to a later one; the first goes back and forth.
        try east.apply(TrustMark(version: Int64(after.timestamp), issued: after.issued), at: Self.now + 20)
        try west.apply(TrustMark(version: Int64(after.timestamp) + 1, issued: after.issued + 1), at: Self.now + 21)
        _ = try await register.accept(east.everything, now: Self.now + 22)
        _ = try await register.accept(west.everything, now: Self.now + 22)
        now = try await register.effectiveness(of: pass.id)
        #expect(now.gates.map(\.since) == [Self.now + 20, Self.now + 21])
        try east.apply(TrustMark(version: Int64(before.timestamp), issued: before.issued), at: Self.now + 30)
        _ = try await register.accept(east.everything, now: Self.now + 31)
        #expect(try await register.effectiveness(of: pass.id).gates.map(\.since) == [nil, Self.now + 21])
        try east.apply(TrustMark(version: Int64(after.timestamp) + 2, issued: after.issued + 2), at: Self.now + 40)
        _ = try await register.accept(east.everything, now: Self.now + 41)
        #expect(try await register.effectiveness(of: pass.id).gates.map(\.since) == [Self.now + 40, Self.now + 21])
        _ = try await register.revokeGate("KEL-W2", by: scratch.by, now: Self.now + 50)
        #expect(try await register.effectiveness(of: pass.id).gates.map(\.gate) == ["KEL-E1"])
        register.close()
    }

    @Test("A reissue tells of both passes: the old one superseded, the new one active")
    func reissue() async throws {
        let register = try await scratch.create()
        let old = try #require(try await register.issue(Records.wang, by: scratch.by, now: Self.now).pass)
        let later = try #require(
            try await register.reissue(
                old.id, .record(Records.wang), activation: .whenActivated, reason: "data-changed", by: scratch.by,
                now: Self.now + 1
            ).pass)
        #expect(try await register.effectiveness(of: later.id).state == .waiting)
        _ = try await register.activate(later.id, by: scratch.by, now: Self.now + 2)
        let published = try await register.publish(by: scratch.by, now: Self.now + 3).versions
        #expect(try await register.effectiveness(of: old.id).state == .superseded)
        #expect(try await register.effectiveness(of: later.id).state == .active)
        for id in [old.id, later.id] {
            #expect(try await register.effectiveness(of: id).version == Int64(published.timestamp))
        }
        register.close()
    }

    @Test("A change that is stored while a publication runs is marked with the publication that really has it")
    func race() async throws {
        let register = try await scratch.create()
        var passes: [IssuedPass] = []
        for person in 0..<12 {
            passes.append(
                try #require(try await register.issue(Records.person(person), by: scratch.by, now: Self.now).pass))
        }
        let by = scratch.by
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, pass) in passes.enumerated() {
                group.addTask { [by] in
                    _ = try await register.change(.revoke, pass.id, reason: "lost", by: by, now: Self.now + 1)
                    if number % 3 == 0 { _ = try await register.publish(by: by, now: Self.now + 2) }
                }
            }
            try await group.waitForAll()
        }
        // Each version's list says exactly what is marked with it or an earlier one: the newest says all that is marked.
        let trust = try scratch.gateTrust()
        _ = trust
        for pass in passes {
            let isMarked = try await register.effectiveness(of: pass.id).version != nil
            let decision = try scratch.decide(pass.text)
            #expect(decision.has(.revoked) == isMarked)
        }
        register.close()
    }
}
