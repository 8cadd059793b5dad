import GateCore
import GateMessages
import Hummingbird
import PassFormat
import PassVerify
import StrictJSON
import TrustFiles

/// Who comes or goes without a code that is read.
struct PassageRoutes: Sendable {
    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/passage/look") { request, _ in try await look(request) }
        router.post("api/passage") { request, _ in try await pass(request) }
        router.get("api/emergencies") { _, _ in try await emergencies() }
    }

    /// What the gate's lists say; nothing is written.
    private func look(_ request: Request) async throws -> Response {
        let passage = try await Self.passage(request, desk)
        let look = try await KioskProblem.of { try await desk.gate.look(at: passage) }
        return .json(.object(look.members))
    }

    private func pass(_ request: Request) async throws -> Response {
        let asked = try await Self.passage(request, desk)
        let passage = try await KioskProblem.of { try await desk.gate.passage(asked) }
        if asked.admits, asked.cause != .paper, asked.concerns == nil || passage.look.direction == .out {
            await desk.passed(passage.look.direction, passage.recording)
        } else {
            await desk.written()
        }
        var members = passage.look.members
        members["record"] = .text(ScanHandle(passage.recording).text)
        return .json(.object(members))
    }

    private func emergencies() async throws -> Response {
        let list = try await KioskProblem.of { try await desk.gate.emergencies() }
        return .json(.object(["emergencies": .array(list.map { .object($0.members) })]))
    }

    private static func passage(_ request: Request, _ desk: KioskDesk) async throws -> PassageRequest {
        var form = try await Form(request)
        let passage = PassageRequest(
            cause: try form.word("cause", CauseWord.self).cause,
            direction: try form.optionalWord("direction", Direction.self),
            admits: try form.optionalFlag("admits") ?? true, number: try form.optionalWire("number"),
            document: try form.optionalWord("document", DocumentWord.self)?.document,
            hint: try form.optionalWire("hint"), plate: try form.optionalWire("plate"),
            escort: try form.optionalWire("escort"), headcount: try form.optionalInteger("headcount"),
            agency: try form.optionalWord("agency", AgencyWord.self)?.agency,
            happenedAt: try form.optionalInteger("happenedAt"), concerns: try form.optionalPlace("concerns"),
            note: try form.optionalWire("note"), supervisor: try form.optionalCredential("supervisor"))
        try form.end()
        guard passage.direction != .check else { throw KioskProblem.form("direction is in or out") }
        var towards = passage
        if towards.direction == nil { towards.direction = await desk.particulars.direction }
        return towards
    }
}

extension PassageLook {
    var members: JSONObject {
        var members: JSONObject = [
            "direction": .text(direction.rawValue), "verdict": .text(verdict.rawValue),
            "reasons": .texts(shownReasons.map(\.string)),
        ]
        if let entry {
            members["pass"] = .object([
                "number": .text(entry.number.string), "kind": .text(entry.kind.jsonName),
                "expires": .integer(entry.expires),
            ])
        }
        if !expected.isEmpty {
            members["expected"] = .array(
                expected.map { visitor in
                    var one: JSONObject = [
                        "sponsor": .text(visitor.sponsor.string), "until": .integer(visitor.until),
                    ]
                    if let name = visitor.name { one["name"] = .text(name.string) }
                    return .object(one)
                })
        }
        if let card { members["card"] = .object(card.members) }
        return members
    }
}

extension EmergencyInside {
    var members: JSONObject {
        var members: JSONObject = [
            "record": .text(ScanHandle.place(place).text), "agency": .text(AgencyWord(agency).rawValue),
            "since": .integer(since), "complete": .bool(isComplete), "left": .bool(hasLeft),
        ]
        if let plate { members["plate"] = .text(plate.string) }
        if let headcount { members["headcount"] = .integer(headcount) }
        return members
    }
}
