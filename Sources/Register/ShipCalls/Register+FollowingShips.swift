import Identifiers
import PassFormat
import SQLStore
import ShipCalls

/// What came of ships that are late.
package struct FollowedShips: Hashable, Sendable {
    /// Visits whose days moved, and those whose days could not, of whom somebody was told.
    package var moved = 0
    package var told = 0
    /// Expected visitors whose days moved.
    package var visitors = 0

    package var isNothing: Bool { self == FollowedShips() }
}

// Visits go with their ships: where a forecast goes back, the days of whoever comes to her do.
extension Register {
    /// Moves the visits to ships whose forecasts went back since it was last asked, within what the rules allow for a visit, and tells
    /// whoever asked for them. Where the days can't move they are told, too.
    package func followShips(by principal: Principal, now: Int64) async throws -> FollowedShips {
        let (delays, last) = try await engine.read { database in
            try ShipChangeStore.delays(
                after: SettingStore.value(.shipsFollowed, database).flatMap { Int64($0) } ?? 0, database)
        }
        var followed = FollowedShips()
        if !delays.isEmpty {
            for visit in try await engine.read({ try ShipVisitStore.visits(at: now, $0) }) {
                try Task.checkCancellation()
                try await follow(visit, delays, &followed, by: principal, now: now)
            }
            followed.visitors = try await moveVisitors(delays, by: principal, now: now)
        }
        try await engine.write { database in
            guard try SettingStore.value(.shipsFollowed, database) != String(last) else { return }
            try SettingStore.set(.shipsFollowed, String(last), database)
        }
        return followed
    }

    private func follow(
        _ visit: ShipVisitStore.Visit, _ delays: [ShipDelay], _ followed: inout FollowedShips,
        by principal: Principal, now: Int64
    ) async throws {
        var known = visit.followed
        for delay in delays where delay.change > visit.followed && delay.at > visit.chosenAt {
            // Anew each time: the one before moved the days.
            guard let opened = try await opened(visit.id), let days = Self.days(opened.values) else { continue }
            let delay = try await engine.read { [known] in
                try ShipChangeStore.delay(delay, after: known, since: visit.chosenAt, $0)
            }
            guard isVisit(opened.values, of: delay, days) else { continue }
            let today = CivilDate(of: now, utcOffset: utcOffset)
            guard let new = delay.moved(from: days.from, until: days.until, today: today, utcOffset: utcOffset) else {
                continue
            }
            if try await isMoved(opened, to: new, after: delay, by: principal, now: now) {
                followed.moved += 1
            } else {
                try await tellOfLateShip(opened, delay, now: now)
                followed.told += 1
            }
            known = delay.change
        }
    }

    private static func days(_ values: FieldValues) -> (from: CivilDate, until: CivilDate)? {
        guard let from = FormCheck.day(values["from"]), let until = FormCheck.day(values["until"]) else { return nil }
        return (from, until)
    }

    private func isVisit(
        _ values: FieldValues, of delay: ShipDelay, _ days: (from: CivilDate, until: CivilDate)
    ) -> Bool {
        guard values[all: "zones"].contains(where: { $0.hasPrefix("\(delay.call.port.locationCode)/") }) else {
            return false
        }
        // The number of the call says which one it is; without one her name does.
        let typed = [values["vesselCall"].isEmpty ? values["shipName"] : values["vesselCall"]]
        return delay.concerns(typed, from: days.from, until: days.until, utcOffset: utcOffset)
    }

    /// - Returns: false where the rules do not allow it.
    private func isMoved(
        _ opened: OpenedApplication, to days: (from: CivilDate, until: CivilDate), after delay: ShipDelay,
        by principal: Principal, now: Int64
    ) async throws -> Bool {
        do {
            let outcome = try await moveVisit(
                opened.application.id, from: DateText.iso(days.from), until: DateText.iso(days.until),
                because: delay.change, by: principal, now: now)
            if case .moved = outcome { return true }
            return false
        } catch let error as RegisterError where error.code == .impossibleChange {
            return false
        }
    }

    private func tellOfLateShip(_ opened: OpenedApplication, _ delay: ShipDelay, now: Int64) async throws {
        try await engine.write { database in
            try ShipVisitStore.follow(opened.application.seq, through: delay.change, database)
            try self.tell(.shipLate, opened, until: opened.values["until"], at: now, database)
        }
    }

    /// Tells whoever asked for a visit of its days.
    func tell(
        _ kind: NoticeKind, _ opened: OpenedApplication, until: String, at now: Int64, _ database: any SQLWriting
    ) throws {
        guard let contact = opened.contact else { return }
        let day = FormCheck.day(until).map { DateText.iso($0) } ?? until
        try NoticeStore.enqueue(
            Notice(
                kind, to: contact, language: opened.application.language,
                facts: ["number": opened.application.number, "until": day]), at: now, vault, database)
    }
}
