import GateCore
import GateMessages
import Hummingbird
import PassFormat
import StrictJSON

/// What a guard tells the office: it becomes a task there.
struct ReportRoutes: Sendable {
    private enum SubjectWord: String {
        case photoMismatch = "photo-mismatch"
        case passTaken = "pass-taken"
        case violation, equipment, other

        var subject: ReportEvent.Subject {
            switch self {
            case .photoMismatch: .photoMismatch
            case .passTaken: .passTaken
            case .violation: .violation
            case .equipment: .equipment
            case .other: .other
            }
        }
    }

    let desk: KioskDesk

    func add(to router: Router<BasicRequestContext>) {
        router.post("api/report") { request, _ in try await report(request) }
    }

    private func report(_ request: Request) async throws -> Response {
        var form = try await Form(request)
        let subject = try form.word("subject", SubjectWord.self).subject
        let concerns = try form.optionalPlace("scan")
        let (number, plate, note) = (
            try form.optionalWire("number"), try form.optionalWire("plate"), try form.optionalWire("note")
        )
        try form.end()
        _ = try await KioskProblem.of {
            try await desk.gate.report(subject, concerns: concerns, number: number, plate: plate, note: note)
        }
        await desk.written()
        return .done
    }
}
