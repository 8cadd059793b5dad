import PassFormat
import SQLStore

// One payment for all that a company's applications cost.
extension Register {
    /// What an approved application of a company costs.
    package struct CompanyFee: Sendable {
        package let application: PassApplication
        package let amount: Int64
        let line: OrderLine
        /// The order that it stands in; nil where that was closed unpaid, as somebody in it left or its time was over.
        let order: OrderNumber?
    }

    /// What is due for the actor's company: applications that wait for money, and for which nobody began to pay otherwise (money
    /// on its way for an order that is closed would have to go back).
    package func dueFees(by actor: AccountID, now: Int64) async throws -> [CompanyFee] {
        try await engine.read { database in
            try Self.dueFees(of: ActingMember(actor, .pay, database).company.seq, now: now, database)
        }
    }

    private static func dueFees(of company: Int64, now: Int64, _ database: any SQLReading) throws -> [CompanyFee] {
        try BatchStore.applications(
            of: company, .awaitingPayment, batch: nil, from: 0, limit: 5_000, database
        ).compactMap { application in
            guard let order = try PaymentStore.order(of: application.id, database),
                let line = order.lines.first(where: { $0.application == application.id })
            else { return nil }
            switch order.state {
            case .open where order.applied == 0 && order.codes.allSatisfy({ $0.expires <= now }):
                return CompanyFee(application: application, amount: line.amount, line: line, order: order.number)
            case .cancelled, .expired:
                return CompanyFee(application: application, amount: line.amount, line: line, order: nil)
            case .open, .paid, .refunding, .refunded: return nil
            }
        }
    }

    /// Puts all that is due into one order, in the place of those there were.
    /// - Returns: nil when nothing is due.
    package func orderForAll(by actor: AccountID, now: Int64) async throws -> OrderNumber? {
        for _ in 0..<3 {
            let (member, due) = try await engine.read { database in
                let member = try ActingMember(actor, .pay, database)
                return (member, try Self.dueFees(of: member.company.seq, now: now, database))
            }
            guard !due.isEmpty else { return nil }
            let orders = Set(due.map(\.order))
            // They are in one already, and nothing else is.
            if orders.count == 1, let only = orders.first ?? nil,
                let order = try await order(only), order.lines.count == due.count
            {
                return only
            }
            let company = try company(member.company)
            let expires = due.compactMap(\.application.dueAt).min() ?? now + Self.paymentDays * 86_400
            guard
                let prepared = try preparedOrder(
                    due.map(\.line), payer: try Payer(name: company.name, companyNumber: company.number),
                    expires: max(expires, now + 3_600), now: now)
            else { return nil }
            let isDone = try await deciding.run { [self] in
                try await engine.write { database in
                    let member = try ActingMember(actor, .pay, database)
                    let current = try Self.dueFees(of: member.company.seq, now: now, database)
                    // As it was when the order was readied; else once more.
                    guard current.map(\.line) == due.map(\.line), current.map(\.order) == due.map(\.order) else {
                        return false
                    }
                    let principal = try actor.principal
                    for number in orders.compactMap(\.self).sorted(by: { $0.text < $1.text }) {
                        _ = try PaymentStore.close(
                            number, as: .cancelled, reason: "combined", at: now, by: principal, database)
                    }
                    try PaymentStore.open(prepared, at: now, by: principal, database)
                    return true
                }
            }
            if isDone { return prepared.number }
        }
        throw RegisterError.changedMeanwhile
    }

    /// An order all of whose applications are the actor's company's.
    package func companyOrder(_ number: OrderNumber, by actor: AccountID) async throws -> PaymentOrder? {
        try await engine.read { database in
            let company = try ActingMember(actor, .pay, database).company.seq
            guard let order = try PaymentStore.order(number, database) else { return nil }
            let isTheirs = try order.lines.allSatisfy {
                try ApplicationStore.application($0.application, database)?.company == company
            }
            return isTheirs ? order : nil
        }
    }
}
