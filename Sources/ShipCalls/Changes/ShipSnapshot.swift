/// What the feeds of one moment say together: each call once.
package struct ShipSnapshot: Hashable, Sendable {
    package let calls: [CallKey: ShipCall]
    /// Calls that stood in several rows which do not agree, ascending. The row that is furthest on counts, and of equals the last;
    /// what it leaves out is taken from the others.
    package let disputed: [CallKey]

    /// - Parameter rows: of all feeds of the moment, in any number. One that names no ship is left out: readers give none.
    package init(_ rows: [ShipCall]) {
        var calls: [CallKey: ShipCall] = [:]
        var disputed: Set<CallKey> = []
        for row in rows {
            guard let key = row.key else { continue }
            guard let known = calls[key] else {
                calls[key] = row
                continue
            }
            guard known != row else { continue }
            if Self.disagree(known, row) { disputed.insert(key) }
            calls[key] = Self.merged(known, row)
        }
        // A row without a number may be of a call that another row has the number of.
        let nameless = calls.filter { $0.key.isShip }
        let numbered = VisitIndex(calls) { !$0.isShip }
        for (key, row) in nameless.sorted(by: { $0.key < $1.key }) {
            guard let number = numbered.only(row, where: { _ in true }), let call = calls[number] else { continue }
            if Self.disagree(call, row) { disputed.insert(number) }
            calls[number] = Self.merged(row, call)
            calls[key] = nil
            disputed.remove(key)
        }
        self.calls = calls
        self.disputed = disputed.sorted()
    }

    /// In the order of their keys.
    package var sorted: [ShipCall] { calls.sorted { $0.key < $1.key }.map(\.value) }

    /// Forecast and fact differ by up to 48 hours.
    private static let tolerance: Int64 = 48 * 3600

    /// Whether two rows of one port, of which one has no number, can only be of one visit: the same ship, at about the same time.
    static func isSameVisit(_ left: ShipCall, _ right: ShipCall) -> Bool {
        guard left.visaNumber == nil || right.visaNumber == nil || left.visaNumber == right.visaNumber else {
            return false
        }
        guard isSameShip(left, right) else { return false }
        guard let one = left.ata ?? left.eta, let other = right.ata ?? right.eta else { return true }
        return (one > other ? one - other : other - one) <= tolerance
    }

    /// By the strongest mark that both have.
    private static func isSameShip(_ left: ShipCall, _ right: ShipCall) -> Bool {
        if let one = left.imo, let other = right.imo { return one == other }
        if let one = left.callSign, let other = right.callSign { return one == other }
        if let one = left.englishName, let other = right.englishName {
            return ShipName.key(one) == ShipName.key(other)
        }
        if let one = left.chineseName, let other = right.chineseName {
            return ShipName.key(one) == ShipName.key(other)
        }
        return false
    }

    private static func disagree(_ left: ShipCall, _ right: ShipCall) -> Bool {
        merged(left, right) != merged(right, left)
    }

    private static func merged(_ left: ShipCall, _ right: ShipCall) -> ShipCall {
        left.state > right.state ? filled(left, from: right) : filled(right, from: left)
    }

    private static func filled(_ call: ShipCall, from other: ShipCall) -> ShipCall {
        var result = call
        result.visaNumber = call.visaNumber ?? other.visaNumber
        result.vesselNumber = call.vesselNumber ?? other.vesselNumber
        result.chineseName = call.chineseName ?? other.chineseName
        result.englishName = call.englishName ?? other.englishName
        result.callSign = call.callSign ?? other.callSign
        result.imo = call.imo ?? other.imo
        result.shipType = call.shipType ?? other.shipType
        // The berth's code and its name belong together.
        if call.berthCode == nil, call.berthName == nil || call.berthName == other.berthName {
            result.berthCode = other.berthCode
            result.berthName = other.berthName
        }
        if call.berthName == nil, call.berthCode == other.berthCode { result.berthName = other.berthName }
        result.eta = call.eta ?? other.eta
        result.ata = call.ata ?? other.ata
        result.etb = call.etb ?? other.etb
        result.etd = call.etd ?? other.etd
        result.atd = call.atd ?? other.atd
        result.agent = call.agent ?? other.agent
        result.previousPort = call.previousPort ?? other.previousPort
        result.nextPort = call.nextPort ?? other.nextPort
        result.purpose = call.purpose ?? other.purpose
        result.status = call.status ?? other.status
        result.length = call.length ?? other.length
        result.grossTonnage = call.grossTonnage ?? other.grossTonnage
        return result
    }
}

extension CallKey {
    /// Known by its ship, not by a number of the visit.
    var isShip: Bool { if case .visa = identity { false } else { true } }
}
