import PassFormat
package import PassVerify

/// The target `policy.json`: the rules that gates decide by (DESIGN section 4).
///
///     {"issuer": "twport",
///      "statusPrefix": "https://pass.example/status/",
///      "clockSkew": SECONDS, "graceMinutes": MINUTES, "utcOffset": SECONDS,
///      "liveCode": {"age": SECONDS, "ahead": SECONDS},
///      "paper": {"1": "admit" | "check", "2": …, "3": …},
///      "history": {"alreadyInside": "record" | "check" | "deny", "notInside": …, "alreadyUsed": …},
///      "staleness": {"1": {"noteAfter": SECONDS, "checkAfter": SECONDS, "denyAfter": SECONDS}, "2": …},
///      "ports": [{"id": UN/LOCODE, "name": TEXT, "zones": [{"name": TEXT, "bit": 0…63, "endorsements": [TEXT]}]}],
///      "gates": [{"id": TEXT, "port": UN/LOCODE, "zones": [NAME], "directions": ["in", "out"]}],
///      "schedules": [{"id": NUMBER, "windows": [{"days": ["mon", … "sun"], "from": "HH:MM", "to": "HH:MM"}]}]}
///
/// Everything must be there but `endorsements` and `schedules`; other members are ignored. A staleness bound is the last
/// age that is still good, and the bounds of a level do not fall. A window whose `to` is not after `from` ends on the
/// next day; its `days` are those on which it starts. Ports, gates, schedules, and in a port zones and bits, are unique.
package enum PolicyFile {
    package static let path = "policy.json"
    package static let largest = 1 << 20

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> GatePolicy {
        let root = try JSONField(file: path, bytes: bytes, limit: largest)
        let ports = try Ports.read(root.member("ports"))
        return GatePolicy(
            issuer: try root.member("issuer").text(PassLimits.issuer),
            statusPrefix: try root.member("statusPrefix").text(1...240),
            clockSkew: try root.member("clockSkew").integer(in: 0...3600),
            graceMinutes: try root.member("graceMinutes").integer(in: 0...720),
            utcOffset: try root.member("utcOffset").integer(in: -14 * 3600...14 * 3600),
            liveCode: try liveCode(root.member("liveCode")),
            paper: try paper(root.member("paper")),
            history: try history(root.member("history")),
            staleness: try staleness(root.member("staleness")),
            ports: ports,
            gates: try Gates.read(root.member("gates"), ports: ports),
            schedules: try Schedules.read(root.optional("schedules")))
    }

    package static func encode(_ policy: GatePolicy) -> [UInt8] {
        JSONValue.object([
            JSONMember("issuer", .text(policy.issuer)),
            JSONMember("statusPrefix", .text(policy.statusPrefix)),
            JSONMember("clockSkew", .integer(policy.clockSkew)),
            JSONMember("graceMinutes", .integer(policy.graceMinutes)),
            JSONMember("utcOffset", .integer(policy.utcOffset)),
            JSONMember(
                "liveCode",
                .object([
                    JSONMember("age", .integer(policy.liveCode.age)),
                    JSONMember("ahead", .integer(policy.liveCode.ahead)),
                ])),
            JSONMember("paper", byLevel(policy.paper) { .text(WireText($0.rawValue)) }),
            JSONMember(
                "history",
                .object([
                    JSONMember("alreadyInside", .text(WireText(policy.history.alreadyInside.rawValue))),
                    JSONMember("notInside", .text(WireText(policy.history.notInside.rawValue))),
                    JSONMember("alreadyUsed", .text(WireText(policy.history.alreadyUsed.rawValue))),
                ])),
            JSONMember(
                "staleness",
                byLevel(policy.staleness) { bands in
                    .object([
                        JSONMember("noteAfter", .integer(bands.noteAfter)),
                        JSONMember("checkAfter", .integer(bands.checkAfter)),
                        JSONMember("denyAfter", .integer(bands.denyAfter)),
                    ])
                }),
            JSONMember("ports", .array(policy.ports.map(Ports.write))),
            JSONMember("gates", .array(policy.gates.map { Gates.write($0, port: policy.port($0.port)) })),
            JSONMember("schedules", .array(policy.schedules.map(Schedules.write))),
        ]).encoded()
    }

    private static func liveCode(_ field: JSONField) throws(TrustFileError) -> LiveCodeWindow {
        LiveCodeWindow(
            age: try field.member("age").integer(in: 1...3600), ahead: try field.member("ahead").integer(in: 0...600))
    }

    private static func paper(_ field: JSONField) throws(TrustFileError) -> ByLevel<PaperMode> {
        ByLevel(
            one: try field.member("1").word(PaperMode.self), two: try field.member("2").word(PaperMode.self),
            three: try field.member("3").word(PaperMode.self))
    }

    private static func history(_ field: JSONField) throws(TrustFileError) -> HistoryModes {
        HistoryModes(
            alreadyInside: try field.member("alreadyInside").word(HistoryMode.self),
            notInside: try field.member("notInside").word(HistoryMode.self),
            alreadyUsed: try field.member("alreadyUsed").word(HistoryMode.self))
    }

    private static func staleness(_ field: JSONField) throws(TrustFileError) -> ByLevel<StalenessBands> {
        ByLevel(
            one: try bands(field.member("1")), two: try bands(field.member("2")), three: try bands(field.member("3")))
    }

    private static func bands(_ field: JSONField) throws(TrustFileError) -> StalenessBands {
        let range: ClosedRange<Int64> = 0...10 * 366 * 86_400
        let bands = StalenessBands(
            noteAfter: try field.member("noteAfter").integer(in: range),
            checkAfter: try field.member("checkAfter").integer(in: range),
            denyAfter: try field.member("denyAfter").integer(in: range))
        guard bands.noteAfter <= bands.checkAfter, bands.checkAfter <= bands.denyAfter else {
            throw field.invalid("its bounds must not fall from noteAfter to checkAfter to denyAfter")
        }
        return bands
    }

    private static func byLevel<Value>(_ values: ByLevel<Value>, _ json: (Value) -> JSONValue) -> JSONValue {
        .object(SecurityLevel.allCases.map { JSONMember(WireText(String($0.rawValue)), json(values[$0])) })
    }
}
