import PassFormat
import PassVerify

/// Reads `policy.json`, with the ports, zones and gates of their own files, into what gates go by.
struct PolicyReader {
    let ports: [SeedPort]
    let gates: SeedObject

    func read(_ root: SeedObject) throws(RegisterError) -> GatePolicy {
        try root.expectOnly([
            "issuer", "statusPrefix", "auditOrigin", "clockSkew", "graceMinutes", "utcOffset", "liveCode", "level",
            "paper",
            "history", "staleness", "schedules",
        ])
        let live = try root.object("liveCode")
        let history = try root.object("history")
        let paper = try root.object("paper")
        let staleness = try root.object("staleness")
        return GatePolicy(
            issuer: WireText(try root.string("issuer")), statusPrefix: WireText(try root.string("statusPrefix")),
            clockSkew: try root.integer("clockSkew", in: 0...3600),
            graceMinutes: try root.integer("graceMinutes", in: 0...240),
            utcOffset: try root.integer("utcOffset", in: -50_400...50_400),
            liveCode: LiveCodeWindow(
                age: try live.integer("age", in: 15...600), ahead: try live.integer("ahead", in: 0...600)),
            paper: ByLevel(
                one: try paper.choice("1", PaperMode.self), two: try paper.choice("2", PaperMode.self),
                three: try paper.choice("3", PaperMode.self)),
            history: HistoryModes(
                alreadyInside: try history.choice("alreadyInside", HistoryMode.self),
                notInside: try history.choice("notInside", HistoryMode.self),
                alreadyUsed: try history.choice("alreadyUsed", HistoryMode.self)),
            staleness: ByLevel(
                one: try bands(staleness.object("1")), two: try bands(staleness.object("2")),
                three: try bands(staleness.object("3"))),
            ports: ports.map { port in
                PolicyPort(
                    id: WireText(port.id), name: WireText(port.nameInChinese),
                    zones: port.zones.map { zone in
                        PolicyZone(
                            name: WireText(zone.name), bit: zone.bit,
                            endorsements: zone.endorsements.map { WireText($0) })
                    })
            },
            gates: try readGates(), schedules: try readSchedules(root))
    }

    private func bands(_ object: SeedObject) throws(RegisterError) -> StalenessBands {
        let range: ClosedRange<Int64> = 60...31_622_400
        let bands = StalenessBands(
            noteAfter: try object.integer("noteAfter", in: range),
            checkAfter: try object.integer("checkAfter", in: range),
            denyAfter: try object.integer("denyAfter", in: range))
        guard bands.noteAfter <= bands.checkAfter, bands.checkAfter <= bands.denyAfter else {
            throw object.fail(nil, "the bands must not fall")
        }
        return bands
    }

    private func readGates() throws(RegisterError) -> [PolicyGate] {
        try gates.expectOnly(["gates"])
        var known: Set<String> = []
        var result: [PolicyGate] = []
        for gate in try gates.objects("gates") {
            try gate.expectOnly(["id", "port", "zones", "directions", "name"])
            let id = try gate.string("id")
            guard known.insert(id).inserted else { throw gate.fail("id", "\(id) comes twice") }
            let portID = try gate.string("port")
            guard let port = ports.first(where: { $0.id == portID }) else {
                throw gate.fail("port", "there is no port \(portID)")
            }
            var zones: UInt64 = 0
            for name in try gate.strings("zones") {
                guard let zone = port.zone(name) else { throw gate.fail("zones", "\(portID) has no zone \(name)") }
                zones |= 1 << UInt64(zone.bit)
            }
            let directions = try gate.strings("directions")
            guard !directions.isEmpty, zones != 0, directions.allSatisfy({ $0 == "in" || $0 == "out" }) else {
                throw gate.fail("directions", "a gate leads to a zone, and goes in, out or both")
            }
            result.append(
                PolicyGate(
                    id: WireText(id), port: WireText(portID), zones: zones, allowsIn: directions.contains("in"),
                    allowsOut: directions.contains("out")))
        }
        return result
    }

    private func readSchedules(_ root: SeedObject) throws(RegisterError) -> [PolicySchedule] {
        var schedules: [PolicySchedule] = []
        for object in try root.objects("schedules") { schedules.append(try schedule(object)) }
        return schedules
    }

    private func schedule(_ object: SeedObject) throws(RegisterError) -> PolicySchedule {
        try object.expectOnly(["id", "name", "windows"])
        var windows: [ScheduleWindow] = []
        for window in try object.objects("windows") {
            try window.expectOnly(["days", "from", "to"])
            var weekdays: UInt8 = 0
            for name in try window.strings("days") {
                guard let day = Weekday(rawValue: name) else {
                    throw window.fail("days", "\(name) is no day: mon, tue, wed, thu, fri, sat, sun")
                }
                weekdays |= day.mask
            }
            let (from, to) = (try minutes(window, "from"), try minutes(window, "to"))
            guard weekdays != 0, from < 1440 else { throw window.fail(nil, "has no day or starts at 24:00") }
            windows.append(ScheduleWindow(weekdays: weekdays, from: from, to: to))
        }
        return PolicySchedule(id: try object.integer("id", in: 1...Int64(UInt32.max)), windows: windows)
    }

    private func minutes(_ object: SeedObject, _ name: String) throws(RegisterError) -> UInt16 {
        guard let time = ClockTime(Array(try object.string(name).utf8)) else {
            throw object.fail(name, "must be a time like 06:30")
        }
        return time.minutes
    }
}
