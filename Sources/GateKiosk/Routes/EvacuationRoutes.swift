import GateCore
import Hummingbird
import PassFormat
import PassVerify
import StrictJSON

/// When everybody has to leave, and who is still inside.
struct EvacuationRoutes: Sendable {
    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.get("api/evacuation") { _, _ in await Response.json(evacuation()) }
        router.post("api/evacuation/begin") { request, _ in try await begin(request) }
        router.post("api/evacuation/end") { request, _ in try await end(request) }
        router.post("api/evacuation/count") { request, _ in try await count(request) }
        router.get("api/muster") { _, _ in try await muster() }
    }

    private func evacuation() async -> JSONValue {
        guard let evacuation = await desk.gate.evacuation else { return .object(["evacuation": .null]) }
        return .object(["evacuation": .object(evacuation.members)])
    }

    /// One key, and no PIN: nobody waits for one.
    private func begin(_ request: Request) async throws -> Response {
        let form = try await Form(request)
        try form.end()
        _ = try await KioskProblem.of { try await desk.gate.beginEvacuation() }
        await desk.written()
        return .json(await evacuation())
    }

    private func end(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let supervisor = try form.optionalCredential("supervisor")
        try form.end()
        _ = try await KioskProblem.of { try await desk.gate.endEvacuation(supervisor: supervisor) }
        await desk.written()
        return .done
    }

    private func count(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let (place, headcount) = (try form.wire("place"), try form.integer("headcount"))
        try form.end()
        _ = try await KioskProblem.of { try await desk.gate.countAtAssembly(place, headcount: headcount) }
        await desk.written()
        return .json(await evacuation())
    }

    private func muster() async throws -> Response {
        let list = try await KioskProblem.of { try await desk.gate.muster() }
        var members: JSONObject = [
            "gate": .text(list.gate.string), "asOf": .integer(list.asOf),
            "rows": .array(list.rows.map { .object($0.members) }),
            "emergencies": .array(list.emergencies.map { .object($0.members) }),
        ]
        if let heard = list.heard { members["heard"] = .integer(heard) }
        if let age = list.age { members["age"] = .integer(age) }
        if let evacuation = list.evacuation { members["evacuation"] = .object(evacuation.members) }
        return .json(.object(members))
    }
}

extension Evacuation {
    var members: JSONObject {
        [
            "since": .integer(since), "begunBy": .text(begunBy.string),
            "counts": .array(
                counts.map {
                    .object([
                        "place": .text($0.place.string), "headcount": .integer($0.headcount),
                        "time": .integer($0.time),
                    ])
                }),
        ]
    }
}

extension MusterList.Row {
    var members: JSONObject {
        var members: JSONObject = [
            "number": .text(number.string), "since": .integer(since), "gate": .text(gate.string),
        ]
        if let kind { members["kind"] = .text(kind.jsonName) }
        if let hint { members["hint"] = .text(hint.string) }
        if let escort { members["escort"] = .text(escort.string) }
        return members
    }
}
