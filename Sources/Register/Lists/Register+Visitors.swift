import Identifiers
import PassCrypto
import PassFormat
import SQLStore
import ShipCalls
package import TrustFiles

/// Who is expected: registered by a sponsor with the last six characters of the identity document's number and the dates.
extension Register {
    /// Visitors that a port expects at one time: more would be no list for a guard, and gates refuse twice as many.
    static let mostVisitors = 10_000
    /// Of one company, so that it leaves room for others.
    static let mostVisitorsOfCompany = 2_500

    /// A visitor stands in the register so long after the last day.
    private static let visitorsKept: Int64 = 30 * 86_400

    /// Registers a visitor.
    /// - Parameter ship: whose delays move the days: a visa number, an IMO number, a call sign or a name.
    /// - Returns: the entry's number.
    /// - Throws: ``RegisterError``: no such port, or a visit that is over.
    package func expect(
        _ visitor: ExpectedVisitor, for ship: String? = nil, port: String, by principal: Principal, now: Int64
    ) async throws -> Int64 {
        try checkPort(port)
        guard visitor.until > now else {
            throw RegisterError(.invalidArgument, "the visit is over: give days that are to come")
        }
        guard
            ([visitor.sponsor.string] + (visitor.name.map { [$0.string] } ?? [])).allSatisfy(TextNormalisation.isPlain)
        else { throw RegisterError(.invalidArgument, "sponsor and name have no control characters") }
        guard ship.map({ TextNormalisation.isPlain($0) && CallQuery($0) != nil }) ?? true else {
            throw RegisterError(.invalidArgument, "a ship is a visa number, an IMO number, a call sign or a name")
        }
        defer { changes.notify() }
        let (context, sealed) = try sealed(visitor)
        return try await engine.write { database in
            guard try VisitorStore.count(port, database) < Self.mostVisitors else {
                throw RegisterError(.invalidArgument, "\(port) expects \(Self.mostVisitors) visitors already")
            }
            let id = try VisitorStore.add(
                context: context, sealed: sealed, port: port, until: visitor.until, at: now, by: principal.name,
                database)
            if let ship { try VisitorShipStore.add(ship, for: id, database) }
            try AuditStore.append([.visitorExpected(port: port, entry: id)], at: now, by: principal, database)
            return id
        }
    }

    @inline(never)
    func sealed(_ visitor: ExpectedVisitor) throws -> (context: [UInt8], sealed: [UInt8]) {
        let context = random.bytes(16)
        let sealed = try vault.seal(
            VisitorsFile.encode([visitor]), context: Self.visitorContext(context),
            nonce: random.bytes(SecretBox.nonceByteCount))
        return (context, sealed)
    }

    /// Takes a visit back.
    /// - Returns: false when there is none of this number.
    package func stopExpecting(_ id: Int64, by principal: Principal, now: Int64) async throws -> Bool {
        defer { changes.notify() }
        return try await engine.write { database in
            guard let port = try VisitorStore.remove(id, database) else { return false }
            try AuditStore.append([.visitorRemoved(port: port, entry: id)], at: now, by: principal, database)
            return true
        }
    }

    /// Who is expected at a port, in the order they were registered.
    package func expectedVisitors(port: String) async throws -> [RegisteredVisitor] {
        try checkPort(port)
        return try opened(visitors: try await engine.read { try VisitorStore.all(port, $0) })
    }

    @inline(never)
    func opened(visitors rows: [VisitorStore.Row]) throws -> [RegisteredVisitor] {
        try rows.map { row in
            guard let bytes = try vault.open(row.sealed, context: Self.visitorContext(row.context)),
                let visitor = try? VisitorsFile.decode(bytes).first
            else { throw RegisterError.damaged("an expected visitor") }
            return RegisteredVisitor(id: row.id, visitor: visitor)
        }
    }

    func forgetVisitors(now: Int64) async throws {
        try await engine.write { try VisitorStore.removeExpected(before: now - Self.visitorsKept, $0) }
    }

    static func visitorContext(_ random: [UInt8]) -> [UInt8] { Array("visitor:".utf8) + random }
}
