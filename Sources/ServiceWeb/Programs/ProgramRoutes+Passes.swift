import Hummingbird
import Register
import StrictJSON

// Passes, and who left.
extension ProgramRoutes {
    func getPass(_ asked: ProgramRequest) async throws -> Response {
        _ = try asked.query([])
        guard let pass = try await register.pass(number: asked.passNumber(), of: asked.holder) else {
            throw Problem.notFound
        }
        return try answer(documents.pass(pass, now: now()), to: asked)
    }

    func releasePass(_ asked: ProgramRequest) async throws -> Response {
        let number = try asked.passNumber()
        try await asked.noBody()
        // What is another company's is not there, whatever the key.
        guard try await register.pass(number: number, of: asked.holder) != nil else { throw Problem.notFound }
        return try await once(asked) { call in
            guard
                let outcome = try await register.release(
                    pass: number, by: call, now: now(), answer: { Self.answer($0) })
            else { throw Problem.notFound }
            return Self.answer(outcome)
        }
    }

    private static func answer(_ outcome: Register.LeaverOutcome) -> ProgramAnswer {
        var members: JSONObject = [
            "passes": .texts(outcome.passes), "applications": .texts(outcome.applications),
        ]
        if let order = outcome.order { members["order"] = .text(order.text) }
        return ProgramAnswer(status: 200, body: JSONWriter.compact(.object(members)))
    }
}
