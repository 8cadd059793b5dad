import PassCrypto
import PassFormat
import Register
import StrictJSON
import Testing
import TrustPublishing

@Suite("The overview of keys")
struct KeyOverviewTests {
    static let now = ScratchRegister.now
    private static let day: Int64 = 86_400
    let scratch: ScratchRegister

    init() throws { scratch = try ScratchRegister() }

    @Test("Names every key and role with what it signs, its end and its threshold")
    func everything() async throws {
        let register = try await scratch.create()
        let before = try await register.keyOverview(now: Self.now)
        #expect(before.roles.map(\.name) == ["root", "targets", "snapshot", "timestamp"])
        _ = try await register.publish(by: scratch.by, now: Self.now)
        let overview = try await register.keyOverview(now: Self.now)
        #expect(overview.keys.map(\.use) == [.pass, .status, .audit, .receipt])
        #expect(overview.keys.allSatisfy { $0.state == .current && $0.alarm == nil && $0.daysLeft > 300 })
        #expect(overview.keys.first?.id == KeyID(rawValue: scratch.keys.pass.publicKey.keyID))
        #expect(
            overview.roles.map(\.name) == ["root", "targets", "status", "ops", "audit", "snapshot", "timestamp"])
        #expect(overview.roles.map(\.threshold) == [1, 1, 1, 1, 1, 1, 1])
        #expect(overview.roles.map(\.daysLeft) == [365, 365, 30, 30, 30, 8, 8])
        #expect(overview.roles.map(\.isAtHand) == [false, true, true, true, true, true, true])
        #expect(overview.alarm == nil)
        #expect(overview.rotations.map(\.stage) == [.settled, .settled, .settled, .settled])
        guard case .object(let members) = try JSONReader.read(overview.json) else {
            Issue.record("no object")
            return
        }
        #expect(members["alarm"] == .null)
        register.close()
    }

    @Test(
        "Gives alarm 60, 30 and 14 days before the root ends",
        arguments: [(61, nil), (60, .notice), (31, .notice), (30, .warning), (15, .warning), (14, .urgent), (0, .over)]
            as [(Int64, KeyAlarm?)])
    func alarms(days: Int64, expected: KeyAlarm?) async throws {
        let register = try await scratch.create()
        let now = Self.now + (365 - days) * Self.day
        let root = try #require(try await register.keyOverview(now: now).roles.first { $0.name == "root" })
        #expect(root.alarm == expected && root.daysLeft == days)
        register.close()
    }

    @Test("Short-lived metadata gives alarm when less than a quarter of its life is left")
    func shortLived() async throws {
        let register = try await scratch.create()
        _ = try await register.publish(by: scratch.by, now: Self.now)
        func alarm(_ seconds: Int64) async throws -> KeyAlarm? {
            try await register.keyOverview(now: Self.now + seconds).roles.first { $0.name == "timestamp" }?.alarm
        }
        #expect(try await alarm(6 * Self.day) == nil)
        #expect(try await alarm(6 * Self.day + 1) == .urgent)
        #expect(try await alarm(8 * Self.day) == .over)
        register.close()
    }
}
