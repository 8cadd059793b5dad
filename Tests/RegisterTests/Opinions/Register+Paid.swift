import Register
import Testing

extension Register {
    /// Approves an application and pays what it costs over a counter.
    /// - Returns: its passes.
    func issuePaid(_ id: ApplicationID, by principal: Principal, now: Int64) async throws -> [IssuedPass] {
        var outcome = try await approve(id, by: principal, now: now)
        if case .awaitsPayment = outcome {
            let order = try #require(try await order(of: id))
            _ = try await recordPayment(
                order.number, method: .counter, reference: "\(order.number)", amount: order.due, receivedAt: now,
                by: principal, now: now)
            try await settleApplications(by: principal, now: now)
            outcome = try await approve(id, by: principal, now: now)
        }
        guard case .issued(let passes) = outcome else {
            Issue.record("\(outcome)")
            throw CancellationError()
        }
        return passes
    }
}
