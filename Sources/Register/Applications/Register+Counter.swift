import SQLStore

// 代填: staff fill in for somebody at a counter, or from a form that came by post.
extension Register {
    /// An application that somebody of the staff began for somebody else, and the code by which that person follows it.
    package struct CounterDraft: Hashable, Sendable {
        package let id: ApplicationID
        package let number: String
        /// Printed on the receipt, and nowhere else.
        package let code: RetrievalCode
        /// Until when the code is good.
        package let codeExpires: Int64
    }

    /// The field under which a posted form's pages are attached.
    package static let postedFormField = Attachment.field(document: "form")

    /// Begins an application for somebody who is here, or whose form is.
    /// - Parameter channel: `counter` or `post`.
    package func startCounterDraft(
        _ kind: ApplicationKind, channel: PassApplication.Channel, language: SiteLanguage, by principal: Principal,
        now: Int64
    ) async throws -> CounterDraft {
        guard channel != .online else {
            throw RegisterError(.invalidArgument, "staff fill in for a visitor at a counter, or from a posted form")
        }
        let id = try await startDraft(kind, channel: channel, language: language, now: now)
        guard let number = try await application(id)?.number else { throw RegisterError.unknownApplication }
        try await engine.write { database in
            try ApplicationStore.setFilled(by: principal, id, database)
            try AuditStore.append(
                [.counterDraftMade(number: number, channel: channel)], at: now, by: principal, database)
        }
        return try await newCounterCode(for: id, number: number, by: principal, now: now)
    }

    /// Makes another code in the place of one that was lost with its receipt.
    package func renewCounterCode(
        for id: ApplicationID, by principal: Principal, now: Int64
    ) async throws -> CounterDraft {
        guard let number = try await application(id)?.number else { throw RegisterError.unknownApplication }
        return try await newCounterCode(for: id, number: number, by: principal, now: now)
    }

    /// Until when a code is good that is printed now.
    package func counterCodeExpires(from now: Int64) -> Int64 { endOfDay(after: service.counterCodeDays, from: now) }

    /// Makes a code that opens a pass: for a holder who has shown who they are, and has the pass only on paper.
    package func makePassCode(
        number: String, by principal: Principal, now: Int64
    ) async throws -> (code: RetrievalCode, expires: Int64) {
        let expires = counterCodeExpires(from: now)
        let code = try await makeRetrievalCode(
            for: .pass(number), lifetime: expires - now, by: principal, now: now)
        return (code, expires)
    }

    private func newCounterCode(
        for id: ApplicationID, number: String, by principal: Principal, now: Int64
    ) async throws -> CounterDraft {
        let expires = counterCodeExpires(from: now)
        let code = try await makeRetrievalCode(
            for: .application(id), lifetime: expires - now, by: principal, now: now)
        return CounterDraft(id: id, number: number, code: code, codeExpires: expires)
    }
}
