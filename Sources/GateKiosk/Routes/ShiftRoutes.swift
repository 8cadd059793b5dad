import GateCore
import GateMessages
import Hummingbird
import PassFormat
import StrictJSON

/// Who is on duty, and what is handed over.
struct ShiftRoutes: Sendable {
    private static let shown = 10

    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.get("api/guards") { _, _ in try await guards() }
        router.get("api/shift") { _, _ in try await shift() }
        router.post("api/shift/sign-in") { request, _ in try await signIn(request) }
        router.post("api/shift/sign-out") { request, _ in try await signOut(request) }
        router.get("api/shifts") { _, _ in try await shifts() }
        router.post("api/clock") { request, _ in try await setClock(request) }
    }

    /// The names to choose from. Whether one is locked is told where its PIN is typed, and not before.
    private func guards() async throws -> Response {
        let rows = try await KioskProblem.of { try await desk.gate.guards() }
        return .json(
            .object([
                "guards": .array(
                    rows.map {
                        .object([
                            "name": .text($0.name.string), "supervisor": .bool($0.role == .supervisor),
                            "onDuty": .bool($0.isOnDuty),
                        ])
                    })
            ]))
    }

    private func shift() async throws -> Response {
        let shift = try await KioskProblem.of { try await desk.gate.handOver() }
        return .json(.object(["shift": shift.map(Self.json) ?? .null]))
    }

    private func shifts() async throws -> Response {
        let shifts = try await KioskProblem.of { try await desk.gate.handOvers(limit: Self.shown) }
        return .json(.object(["shifts": .array(shifts.map(Self.json))]))
    }

    private func signIn(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let credential = try form.credential()
        try form.end()
        let duty = try await KioskProblem.of { try await desk.gate.signIn(credential) }
        await desk.shiftBegan()
        return .json(.object(["name": .text(duty.name.string), "since": .integer(duty.since)]))
    }

    private func signOut(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let note = try form.optionalWire("note")
        try form.end()
        let shift = try await KioskProblem.of { try await desk.gate.signOut(note: note) }
        await desk.written()
        return .json(.object(["shift": shift.map(Self.json) ?? .null]))
    }

    /// The guard on duty and a supervisor say that the wall clock is right.
    private func setClock(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        guard let supervisor = try form.optionalCredential("supervisor") else {
            throw KioskProblem.form("supervisor is missing")
        }
        try form.end()
        try await KioskProblem.of { try await desk.gate.resetClock(with: supervisor) }
        await desk.written()
        return .done
    }

    private static func json(_ shift: HandOver) -> JSONValue {
        var members: JSONObject = [
            "name": .text(shift.guardName.string), "until": .integer(shift.until),
            "counts": .object(
                JSONObject(
                    shift.counts.sorted { $0.key < $1.key }.map { JSONMember(ExactText($0.key), .integer($0.value)) })),
        ]
        if let since = shift.since { members["since"] = .integer(since) }
        if let age = shift.trustAge { members["trustAge"] = .integer(age) }
        if let note = shift.note { members["note"] = .text(note.string) }
        return .object(members)
    }
}
