import PassCrypto
import PassFormat
import PassVerify
import Testing

@Suite("Times of a pass")
struct TimeRuleTests {
    private static let skew = World.goodPolicy.clockSkew

    @Test(
        "A pass is good from its start less the skew, to the second",
        arguments: [(-61, true), (-60, false), (0, false)])
    func notYetValid(offset: Int64, isRefused: Bool) throws {
        let decision = try World.decision {
            $0.claims.notBefore = World.now
            $0.setTime(World.now + offset)
        }
        #expect(decision.reasons == (isRefused ? [Reason(.notYetValid, .deny, .date(World.now))] : []))
    }

    @Test(
        "A pass is good before its end and the skew, to the second", arguments: [(60, true), (59, false), (-1, false)])
    func expired(offset: Int64, isRefused: Bool) throws {
        let decision = try World.decision {
            $0.claims.expires = World.now
            $0.setTime(World.now + offset)
        }
        #expect(decision.reasons == (isRefused ? [Reason(.expired, .deny, .date(World.now))] : []))
    }

    @Test("The skew is the policy's")
    func skew() throws {
        let decision = try World.decision {
            $0.claims.expires = World.now
            $0.policy.clockSkew = 0
        }
        #expect(decision.reasons.map(\.code) == [.expired])
        let before = try World.decision {
            $0.claims.notBefore = World.now + 1
            $0.policy.clockSkew = 0
        }
        #expect(before.reasons.map(\.code) == [.notYetValid])
    }

    @Test(
        "A pass is issued in its key's time, the first second and not the last",
        arguments: [(0, 10, true), (1, 10, false), (-10, 1, true), (-10, 0, false)])
    func keyNotValid(start: Int64, end: Int64, isGood: Bool) throws {
        // The key's start and end, counted from iat: nbf <= iat < exp.
        let issuedAt = World.goodClaims.issuedAt
        let decision = try World.decision {
            $0.keys = TrustedKeys([
                TrustedKey(
                    publicKey: Keys.issuer.publicKey, use: .pass, issuer: "twport", notBefore: issuedAt + start,
                    expires: issuedAt + end)
            ])
        }
        #expect(decision.reasons == (isGood ? [] : [Reason(.keyNotValid, .deny)]))
    }

    @Test("A suspect clock makes denials that rest on it a check, and says so as a note")
    func suspectClock() throws {
        let expired = try World.decision {
            $0.isClockSuspect = true
            $0.claims.expires = World.now - 1_000
        }
        #expect(expired.verdict == .check)
        #expect(
            expired.reasons == [
                Reason(.expired, .check, .date(World.now - 1_000)), Reason(.clockSuspect, .note),
            ])
        let early = try World.decision {
            $0.isClockSuspect = true
            $0.claims.notBefore = World.now + 1_000
        }
        #expect(
            early.reasons == [Reason(.notYetValid, .check, .date(World.now + 1_000)), Reason(.clockSuspect, .note)])
    }

    @Test("A suspect clock alone is a note and changes no verdict")
    func suspectClockAlone() throws {
        let decision = try World.decision { $0.isClockSuspect = true }
        #expect(decision.reasons == [Reason(.clockSuspect, .note)])
        #expect(decision.verdict == .admit)
    }

    @Test("A suspect clock excuses nothing that does not rest on it")
    func suspectClockAndRevoked() throws {
        let decision = try World.decision {
            $0.isClockSuspect = true
            $0.statusLists[7]?.set(.revoked, at: 48)
        }
        #expect(decision.reasons == [Reason(.revoked, .deny), Reason(.clockSuspect, .note)])
    }

    @Test(
        "No time that a clock can show traps", arguments: [Int64.min, Int64.min + 1, -1, 0, Int64.max - 1, Int64.max])
    func extremeClocks(now: Int64) throws {
        for issued in [Int64.min, 0, Int64.max] {
            var world = World()
            world.now = now
            world.issued = issued
            world.goLive()
            world.claims.schedule = 1
            world.policy = World.policy(schedules: [
                PolicySchedule(id: 1, windows: [ScheduleWindow(weekdays: 0x7F, from: .max, to: .max)])
            ])
            world.policy.clockSkew = now
            world.policy.graceMinutes = now
            world.policy.utcOffset = now
            world.policy.liveCode = LiveCodeWindow(age: now, ahead: now)
            let decision = try world.decide()
            #expect(decision.pass != nil)
            #expect((decision.trustAge ?? -1) >= 0)
        }
    }
}
