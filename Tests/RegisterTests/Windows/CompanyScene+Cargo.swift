import PassFormat
import Register
import SingleWindows
import StrictJSON

/// Visits of a company that fetch containers, and what customs says of them.
extension CompanyScene {
    func send(_ containers: String, by owner: AccountID) async throws -> Register.VisitOutcome {
        let list = try CrewList(
            Array("Name,Nationality,Passport no,Rank\nNGUYEN VAN AN,VNM,B1234567,AB".utf8), now: Self.now,
            utcOffset: register.utcOffset)
        var values = list.people
        for (name, value) in [
            "purpose": "crew", "vesselCall": "AKEL26001", "from": "2026-12-03", "until": "2026-12-05", "agree": "yes",
            "containers": containers,
        ] { values[name] = value }
        values[all: "zones"] = ["TWKEL/A"]
        return try await register.applyForVisit(values, by: owner, now: Self.now)
    }

    func application(_ containers: String, by owner: AccountID) async throws -> PassApplication {
        guard case .sent(let text) = try await send(containers, by: owner),
            let number = ApplicationNumber(typed: text),
            let application = try await register.application(number: number)
        else { throw Unexpected("a visit was not sent") }
        return application
    }

    /// Customs answers every question that waits: those of the set are released, the others held.
    /// - Returns: how many answers were taken.
    func customsSays(_ released: Set<String>, at time: Int64 = CompanyScene.now) async throws -> Int {
        var taken = 0
        while let asked = try await register.claimQuestion(to: .customs, now: time) {
            let question = asked.question
            var object: JSONObject = [
                "protocol": .text("portpass-windows/1"), "answer": .text(question.id.hex), "sequence": .integer(1),
                "source": .text("CPT"), "window": .text("customs"),
                "subject": .object(["container": .text(question.subject.mark), "port": .text("TWKEL")]),
                "asOf": .integer(time), "state": .text("held"),
            ]
            if released.contains(question.subject.mark) {
                object["state"] = .text("released")
                object["since"] = .integer(time)
                object["reference"] = .text("R1")
            }
            let bytes = JSONWriter.compact(.object(object))
            let outcome = try await register.takeReply(bytes, from: .customs, by: scratch.by, now: time)
            guard outcome == .taken else { throw Unexpected("\(outcome)") }
            taken += 1
        }
        return taken
    }
}
