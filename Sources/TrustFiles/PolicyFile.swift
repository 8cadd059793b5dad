import PassFormat
package import PassVerify
import StrictJSON

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
        let root = try FileField(file: path, bytes: bytes, limit: largest)
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
        JSONWriter.indented(
            .object([
                "issuer": .text(policy.issuer),
                "statusPrefix": .text(policy.statusPrefix),
                "clockSkew": .integer(policy.clockSkew),
                "graceMinutes": .integer(policy.graceMinutes),
                "utcOffset": .integer(policy.utcOffset),
                "liveCode": .object([
                    "age": .integer(policy.liveCode.age), "ahead": .integer(policy.liveCode.ahead),
                ]),
                "paper": byLevel(policy.paper) { .text($0.rawValue) },
                "history": .object([
                    "alreadyInside": .text(policy.history.alreadyInside.rawValue),
                    "notInside": .text(policy.history.notInside.rawValue),
                    "alreadyUsed": .text(policy.history.alreadyUsed.rawValue),
                ]),
                "staleness": byLevel(policy.staleness) { bands in
                    .object([
                        "noteAfter": .integer(bands.noteAfter),
                        "checkAfter": .integer(bands.checkAfter),
                        "denyAfter": .integer(bands.denyAfter),
                    ])
                },
                "ports": .array(policy.ports.map(Ports.write)),
                "gates": .array(policy.gates.map { Gates.write($0, port: policy.port($0.port)) }),
                "schedules": .array(policy.schedules.map(Schedules.write)),
            ]))
    }

    private static func liveCode(_ field: FileField) throws(TrustFileError) -> LiveCodeWindow {
        LiveCodeWindow(
            age: try field.member("age").integer(in: 1...3600), ahead: try field.member("ahead").integer(in: 0...600))
    }

    private static func paper(_ field: FileField) throws(TrustFileError) -> ByLevel<PaperMode> {
        ByLevel(
            one: try field.member("1").word(PaperMode.self), two: try field.member("2").word(PaperMode.self),
            three: try field.member("3").word(PaperMode.self))
    }

    private static func history(_ field: FileField) throws(TrustFileError) -> HistoryModes {
        HistoryModes(
            alreadyInside: try field.member("alreadyInside").word(HistoryMode.self),
            notInside: try field.member("notInside").word(HistoryMode.self),
            alreadyUsed: try field.member("alreadyUsed").word(HistoryMode.self))
    }

    private static func staleness(_ field: FileField) throws(TrustFileError) -> ByLevel<StalenessBands> {
        ByLevel(
            one: try bands(field.member("1")), two: try bands(field.member("2")), three: try bands(field.member("3")))
    }

    private static func bands(_ field: FileField) throws(TrustFileError) -> StalenessBands {
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
        .object(JSONObject(SecurityLevel.allCases.map { JSONMember(ExactText(String($0.rawValue)), json(values[$0])) }))
    }
}
