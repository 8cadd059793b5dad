/// One visit from its announcement to a day after it left: what a feed says of it at each moment.
struct SimulatedVoyage: Sendable {
    let announced: Int64
    /// A day after the departure, or when it is called off.
    let last: Int64
    private let call: ShipCall
    /// What was said from when on, ascending.
    private let etas: [Said<Int64>]
    private let etds: [Said<Int64>]
    private let berths: [Said<(code: String, name: String)>]
    private let numbered: Int64
    private let ata: Int64
    private let atd: Int64

    private struct Said<Value: Sendable>: Sendable {
        let from: Int64
        let value: Value
    }

    private static let hour: Int64 = 3600
    private static let tenMinutes: Int64 = 600

    /// - Parameter planned: the first forecast of the arrival.
    init(_ ship: SimulatedShip, port: PortCode, serial: Int, planned: Int64, _ random: inout SeededRandom) {
        announced = planned - random.between(12...168) * Self.hour
        // Forecasts wander, and the last of them is up to 48 hours off.
        var etas = [Said(from: announced, value: planned)]
        for _ in 0..<random.below(4) {
            let previous = etas[etas.count - 1]
            let from = previous.from + random.between(6...144) * Self.tenMinutes
            guard from < previous.value else { break }
            etas.append(
                Said(from: from, value: max(from, previous.value + random.between(-36...72) * Self.tenMinutes)))
        }
        let forecast = etas[etas.count - 1]
        let off = random.chance(900) ? random.between(-12...12) : random.between(-288...288)
        ata = max(forecast.from + Self.tenMinutes, forecast.value + off * Self.tenMinutes)
        let stay = random.between(30...600) * Self.tenMinutes
        atd = ata + stay
        let isCalledOff = random.chance(40)
        last = isCalledOff ? min(forecast.from + 2 * Self.hour, ata - 1) : atd + 24 * Self.hour
        etds = [
            Said(from: announced, value: planned + stay),
            Said(from: ata, value: atd + random.between(-36...36) * Self.tenMinutes),
        ]
        berths = Self.berths(port, from: announced, ata: ata, stay: stay, &random)
        numbered = random.chance(950) ? announced : random.chance(500) ? ata : .max
        self.etas = etas
        call = Self.call(ship, port: port, serial: serial, planned: planned, &random)
    }

    private static func call(
        _ ship: SimulatedShip, port: PortCode, serial: Int, planned: Int64, _ random: inout SeededRandom
    ) -> ShipCall {
        var call = ShipCall(port: port)
        // The year is of the 民國 calendar.
        let year = 59 + planned / 31_556_952
        call.visaNumber = "A\(port)\(year)" + String("\(1_000_000 + serial)".suffix(6))
        call.vesselNumber = ship.vesselNumber
        call.chineseName = ship.chineseName
        call.englishName = ship.englishName
        call.callSign = ship.callSign
        call.imo = ship.imo
        call.shipType = ship.shipType
        call.agent = random.chance(900) ? ship.agent : nil
        call.previousPort = random.pick(["CNNSA Nansha", "JPYOK Yokohama", "TWTXG Taichung", "SGSIN Singapore"])
        call.nextPort = random.chance(900) ? random.pick(["KRPUS Busan", "HKHKG Hong Kong", "USLAX Los Angeles"]) : nil
        call.purpose = random.pick(["A1 裝卸貨", "B2 加油", "C3 修理"])
        call.length = ship.length
        call.grossTonnage = ship.grossTonnage
        return call
    }

    private static func berths(
        _ port: PortCode, from: Int64, ata: Int64, stay: Int64, _ random: inout SeededRandom
    ) -> [Said<(code: String, name: String)>] {
        let first = random.below(120) + 1
        var result = [Said(from: from, value: berth(port, first))]
        // Some shift while they are in port.
        if random.chance(100) {
            result.append(Said(from: ata + stay / 2, value: berth(port, first % 120 + 1)))
        }
        return result
    }

    private static func berth(_ port: PortCode, _ number: Int) -> (code: String, name: String) {
        ("\(port)X" + String("\(1000 + number)".suffix(3)) + "X", number % 7 == 0 ? "南\(number)碼頭" : "#\(number)碼頭")
    }

    /// Nil before it is announced and after the feed has forgotten it.
    func call(at now: Int64) -> ShipCall? {
        guard announced <= now, now <= last else { return nil }
        var call = call
        if now < numbered { call.visaNumber = nil }
        call.eta = Self.value(etas, at: now)
        call.etb = call.eta.map { $0 + 2 * Self.hour }
        call.etd = Self.value(etds, at: now)
        if let berth = Self.value(berths, at: now) { (call.berthCode, call.berthName) = berth }
        if now >= ata { call.ata = ata }
        if now >= atd { call.atd = atd }
        call.status =
            switch call.state {
            case .expected: "預報"
            case .inPort: "進港"
            case .departed: "出港"
            }
        return call
    }

    private static func value<Value>(_ said: [Said<Value>], at now: Int64) -> Value? {
        said.last { $0.from <= now }?.value
    }
}
