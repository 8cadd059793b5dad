import PassCrypto
import PassFormat
import PassVerify
import Testing

/// 2026-01-05 is a Monday; times are given in the port's wall clock (UTC+8).
@Suite("Hours tables")
struct HoursTests {
    private static let monday: Int64 = 1_767_571_200 - 28_800
    private static let day: Int64 = 86_400

    /// Whether a pass with these windows is let in at a day and time, without grace unless given.
    private func isOpen(
        _ windows: [ScheduleWindow], day: Int64, _ hour: Int64, _ minute: Int64 = 0, _ second: Int64 = 0,
        grace: Int64 = 0
    ) throws -> Bool {
        let decision = try World.decision {
            $0.claims.schedule = 5
            $0.policy = World.policy(schedules: [
                PolicySchedule(id: 4, windows: []), PolicySchedule(id: 5, windows: windows),
            ])
            $0.policy.graceMinutes = grace
            $0.claims.notBefore = Self.monday - 30 * Self.day
            $0.claims.issuedAt = Self.monday - 30 * Self.day
            $0.claims.expires = Self.monday + 30 * Self.day
            $0.keys = TrustedKeys([
                TrustedKey(
                    publicKey: Keys.issuer.publicKey, use: .pass, issuer: "twport", notBefore: 0, expires: .max)
            ])
            $0.setTime(Self.monday + day * Self.day + hour * 3600 + minute * 60 + second)
        }
        #expect(decision.reasons == (decision.reasons.isEmpty ? [] : [Reason(.outsideHours, .deny, .hours(windows))]))
        return decision.reasons.isEmpty
    }

    private let weekdays = [ScheduleWindow(weekdays: 0b001_1111, from: 8 * 60, to: 18 * 60)]
    private let nights = [ScheduleWindow(weekdays: 0b000_0001, from: 22 * 60, to: 6 * 60)]

    @Test("A window opens and closes to the second")
    func edges() throws {
        #expect(try !isOpen(weekdays, day: 0, 7, 59, 59))
        #expect(try isOpen(weekdays, day: 0, 8))
        #expect(try isOpen(weekdays, day: 0, 17, 59, 59))
        #expect(try !isOpen(weekdays, day: 0, 18))
    }

    @Test("A window is open on its days only", arguments: 0..<7)
    func days(day: Int64) throws {
        #expect(try isOpen(weekdays, day: day, 12) == (day < 5))
        #expect(try isOpen(weekdays, day: day - 7, 12) == (day < 5))
        for weekday in Weekday.allCases {
            let window = [ScheduleWindow(weekdays: weekday.mask, from: 8 * 60, to: 9 * 60)]
            #expect(try isOpen(window, day: day, 8) == (weekday == Weekday.allCases[Int(day)]))
        }
    }

    @Test("A window over midnight belongs to the day on which it starts")
    func overMidnight() throws {
        #expect(try !isOpen(nights, day: 0, 21, 59, 59))
        #expect(try isOpen(nights, day: 0, 22))
        #expect(try isOpen(nights, day: 0, 23, 59, 59))
        #expect(try isOpen(nights, day: 1, 0))
        #expect(try isOpen(nights, day: 1, 5, 59, 59))
        #expect(try !isOpen(nights, day: 1, 6))
        #expect(try !isOpen(nights, day: 0, 5))
        #expect(try !isOpen(nights, day: 1, 22))
    }

    @Test("A window that ends when it starts lasts a whole day; one to 24:00 ends at midnight")
    func wholeDays() throws {
        let whole = [ScheduleWindow(weekdays: 1, from: 8 * 60, to: 8 * 60)]
        #expect(try !isOpen(whole, day: 0, 7, 59, 59))
        #expect(try isOpen(whole, day: 0, 8))
        #expect(try isOpen(whole, day: 1, 7, 59, 59))
        #expect(try !isOpen(whole, day: 1, 8))
        for end: UInt16 in [0, 1440] {
            let late = [ScheduleWindow(weekdays: 1, from: 20 * 60, to: end)]
            #expect(try isOpen(late, day: 0, 23, 59, 59))
            #expect(try !isOpen(late, day: 1, 0))
        }
    }

    @Test("The grace stretches both ends, over midnight too")
    func grace() throws {
        #expect(try !isOpen(weekdays, day: 0, 7, 44, 59, grace: 15))
        #expect(try isOpen(weekdays, day: 0, 7, 45, grace: 15))
        #expect(try isOpen(weekdays, day: 0, 18, 14, 59, grace: 15))
        #expect(try !isOpen(weekdays, day: 0, 18, 15, grace: 15))
        let early = [ScheduleWindow(weekdays: 0b10, from: 5, to: 60)]
        #expect(try !isOpen(early, day: 0, 23, 49, 59, grace: 15))
        #expect(try isOpen(early, day: 0, 23, 50, grace: 15))
        let late = [ScheduleWindow(weekdays: 0b01, from: 23 * 60, to: 23 * 60 + 55)]
        #expect(try isOpen(late, day: 1, 0, 9, 59, grace: 15))
        #expect(try !isOpen(late, day: 1, 0, 10, grace: 15))
        // A whole day's window and a day's grace: two days after it started.
        let whole = [ScheduleWindow(weekdays: 0b01, from: 23 * 60, to: 23 * 60)]
        #expect(try isOpen(whole, day: 2, 22, 59, 59, grace: 1440))
        #expect(try !isOpen(whole, day: 2, 23, grace: 1440))
        #expect(try isOpen(whole, day: -1, 23, grace: 1440))
        #expect(try !isOpen(whole, day: -1, 22, 59, 59, grace: 1440))
    }

    @Test("A grace is never negative and never more than a day")
    func graceLimits() throws {
        #expect(try isOpen(weekdays, day: 0, 8, grace: -15))
        let once = [ScheduleWindow(weekdays: 1, from: 12 * 60, to: 13 * 60)]
        #expect(try isOpen(once, day: 1, 12, 59, 59, grace: 100_000))
        #expect(try !isOpen(once, day: 1, 13, grace: 100_000))
    }

    @Test("Any one window of the table will do")
    func several() throws {
        let both = weekdays + [ScheduleWindow(weekdays: 0b110_0000, from: 9 * 60, to: 10 * 60)]
        #expect(try isOpen(both, day: 0, 12))
        #expect(try isOpen(both, day: 5, 9))
        #expect(try !isOpen(both, day: 5, 12))
        #expect(try !isOpen([], day: 0, 12))
    }

    @Test("A pass without hours is good at any time, and a table the policy lacks is an unknown condition")
    func unknownTable() throws {
        #expect(try World.reasons { $0.policy = World.policy(schedules: []) }.isEmpty)
        #expect(try World.reasons { $0.claims.schedule = 9 } == [Reason(.conditionUnknown, .check, .conditions([-1]))])
    }

    @Test("With a suspect clock the hours are a check")
    func suspect() throws {
        let windows = [ScheduleWindow(weekdays: 0, from: 0, to: 0)]
        let decision = try World.decision {
            $0.claims.schedule = 1
            $0.policy = World.policy(schedules: [PolicySchedule(id: 1, windows: windows)])
            $0.isClockSuspect = true
        }
        #expect(decision.reasons == [Reason(.outsideHours, .check, .hours(windows)), Reason(.clockSuspect, .note)])
    }

    @Test("Before 1970 the days still count")
    func before1970() throws {
        // 1969-12-31 was a Wednesday.
        let windows = [ScheduleWindow(weekdays: 0b100, from: 0, to: 1440)]
        let decision = try World.decision {
            $0.claims.schedule = 1
            $0.policy = World.policy(schedules: [PolicySchedule(id: 1, windows: windows)])
            $0.policy.utcOffset = 0
            $0.setTime(-1)
        }
        #expect(decision.reasons.map(\.code) == [.notYetValid])
    }
}
