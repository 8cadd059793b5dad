import Identifiers
import PassFormat
import SQLStore
import ShipCalls
import TrustFiles

// Whom gates expect for a ship is expected when she comes.
extension Register {
    /// - Returns: how many were moved.
    func moveVisitors(_ delays: [ShipDelay], by principal: Principal, now: Int64) async throws -> Int {
        var moved = 0
        for row in try await engine.read({ try VisitorShipStore.rows(at: now, $0) }) {
            try Task.checkCancellation()
            guard let known = try opened(visitors: [row.visitor]).first?.visitor,
                let (visitor, change) = try await self.moved(known, row, delays, today: now)
            else { continue }
            let (context, sealed) = try sealed(visitor)
            let isMoved = try await engine.write { database in
                guard try VisitorShipStore.follow(row.visitor.id, through: change, database) else { return false }
                try VisitorStore.replace(
                    row.visitor.id, context: context, sealed: sealed, until: visitor.until, database)
                try AuditStore.append(
                    [.visitorMoved(port: row.port, entry: row.visitor.id)], at: now, by: principal, database)
                return true
            }
            if isMoved { moved += 1 }
        }
        if moved > 0 { changes.notify() }
        return moved
    }

    /// Where the days of a visitor go with all that became known since they were chosen, and the last change of it; nil where they stay.
    private func moved(
        _ visitor: ExpectedVisitor, _ row: VisitorShipStore.Row, _ delays: [ShipDelay], today now: Int64
    ) async throws -> (visitor: ExpectedVisitor, change: Int64)? {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        var (first, last) = (
            CivilDate(of: visitor.from, utcOffset: utcOffset), CivilDate(of: visitor.until - 1, utcOffset: utcOffset)
        )
        var known = row.followed
        for delay in delays where delay.change > row.followed && delay.call.port.locationCode == row.port {
            let delay = try await engine.read { [known] in
                try ShipChangeStore.delay(delay, after: known, since: 0, $0)
            }
            guard delay.concerns([row.ship], from: first, until: last, utcOffset: utcOffset),
                let days = delay.moved(from: first, until: last, today: today, utcOffset: utcOffset),
                // Longer is no visit.
                days.until.daysSinceEpoch - days.from.daysSinceEpoch < VisitorList.longest
            else { continue }
            (first, last) = days
            known = delay.change
        }
        guard known > row.followed else { return nil }
        let moved = ExpectedVisitor(
            hint: visitor.hint, from: first.start(utcOffset: utcOffset), until: last.next.start(utcOffset: utcOffset),
            sponsor: visitor.sponsor, name: visitor.name)
        return moved.map { ($0, known) }
    }
}
