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
                let (visitor, change) = Self.moved(known, row, delays, today: now, utcOffset: utcOffset)
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
    @inline(never)
    private static func moved(
        _ visitor: ExpectedVisitor, _ row: VisitorShipStore.Row, _ delays: [ShipDelay], today now: Int64,
        utcOffset: Int64
    ) -> (visitor: ExpectedVisitor, change: Int64)? {
        let today = CivilDate(of: now, utcOffset: utcOffset)
        var days = (
            from: CivilDate(of: visitor.from, utcOffset: utcOffset),
            until: CivilDate(of: visitor.until - 1, utcOffset: utcOffset)
        )
        var change: Int64?
        for delay in delays where delay.change > row.followed && delay.call.port.locationCode == row.port {
            guard delay.concerns([row.ship], from: days.from, until: days.until, utcOffset: utcOffset),
                let moved = delay.moved(from: days.from, until: days.until, today: today, utcOffset: utcOffset),
                // Longer is no visit.
                moved.until.daysSinceEpoch - moved.from.daysSinceEpoch < VisitorList.longest
            else { continue }
            days = moved
            change = delay.change
        }
        guard let change else { return nil }
        let moved = ExpectedVisitor(
            hint: visitor.hint, from: days.from.start(utcOffset: utcOffset),
            until: days.until.next.start(utcOffset: utcOffset), sponsor: visitor.sponsor, name: visitor.name)
        return moved.map { ($0, change) }
    }
}
