import PassFormat
import Register
import Testing

extension CompanyScene {
    /// Applications for all people of the roster, approved and not paid.
    func approved(
        by actor: AccountID, from day: String = "2026-12-01", now: Int64 = CompanyScene.now
    ) async throws -> [PassApplication] {
        var answers = Self.answers
        answers["from"] = day
        let order = BatchOrder(.person, .lacking, answers: answers)
        let outcome = try await register.apply(order, sends: true, by: actor, now: now)
        var applications: [PassApplication] = []
        for line in outcome.lines {
            guard case .sent(let text) = line.result, let number = ApplicationNumber(typed: text),
                let application = try await register.application(number: number)
            else { throw Unexpected("\(line)") }
            try await register.sendToPolice(application.id, by: scratch.by, now: now)
            try await register.setVerdict(.clear, reference: "P-1", of: application.id, by: scratch.by, now: now)
            guard case .awaitsPayment = try await register.approve(application.id, by: scratch.by, now: now) else {
                throw Unexpected("\(application.number) costs nothing")
            }
            applications.append(application)
        }
        guard !applications.isEmpty else { throw Unexpected("\(outcome)") }
        return applications
    }

    /// Pays an order over a counter.
    func pay(_ number: OrderNumber, now: Int64 = CompanyScene.now) async throws {
        let due = try #require(try await register.order(number)).due
        let outcome = try await register.recordPayment(
            number, method: .counter, reference: "\(number)", amount: due, receivedAt: now, by: scratch.by, now: now)
        guard case .paid = outcome else { throw Unexpected("\(outcome)") }
    }

    /// What was sent by mail since the last time.
    func mails(now: Int64 = CompanyScene.now) async throws -> [Notice] {
        var told: [Notice] = []
        for channel in [Contact.Channel.email, .mobile] {
            while let claimed = try await register.claimNotice(channel, now: now) {
                try await register.settle(claimed, .sent, now: now)
                if let notice = claimed.notice { told.append(notice) }
            }
        }
        return told
    }

    func state(_ application: PassApplication) async throws -> ApplicationState? {
        try await register.application(application.id)?.state
    }
}
