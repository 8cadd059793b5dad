import Identifiers
import PassFormat
import PassVerify
import SQLStore
import StrictJSON

/// What applications cost, and what follows when it is paid.
extension Register {
    /// What is to be paid for an application that was approved.
    /// - Returns: nil when there is nothing to pay, or it was paid before.
    /// - Throws: ``RegisterError`` with code `invalidArgument` where the rate table has no fee for it.
    func preparedOrder(
        for opened: OpenedApplication, _ demands: [PassDemand], expires: Int64, now: Int64
    ) async throws -> PreparedOrder? {
        let application = opened.application
        if let order = try await order(of: application.id), order.state == .paid { return nil }
        let hasCard = ["post", "counter"].contains(opened.values["delivery"])
        var (total, first): (Int64, (PassKind, PassTerm)?) = (0, nil)
        for demand in demands {
            guard let (kind, term) = demand.kindAndTerm,
                let amount = fees.amount(kind, term, deliveredCard: hasCard, at: now)
            else {
                throw RegisterError(.invalidArgument, "fees.json has no fee for application \(application.number)")
            }
            first = first ?? (kind, term)
            total += amount
        }
        guard let (kind, term) = first else { return nil }
        return try preparedOrder(
            [OrderLine(application: application.id, kind: kind, term: term, hasCard: hasCard, amount: total)],
            payer: payer(of: opened), expires: expires, now: now)
    }

    /// Whose name is on the receipt: the company's where there is one.
    private func payer(of opened: OpenedApplication) throws -> Payer {
        let values = opened.values
        let number = (try? CompanyNumber(values["companyNumber"]))?.digits
        if let payer = try? Payer(name: values["organisation"], companyNumber: number) { return payer }
        if let payer = try? Payer(name: values["name"], companyNumber: nil) { return payer }
        return try Payer(name: opened.application.number, companyNumber: nil)
    }

    /// Lets every application go on whose order was paid in full.
    /// - Returns: how many went on.
    func takePaid(by principal: Principal, now: Int64) async throws -> Int {
        defer { notices.notify() }
        var count = 0
        for _ in 0..<Self.settlingRounds {
            let paid = try await unsettledOrders()
            if paid.isEmpty { break }
            for number in paid { count += try await takePaid(number, by: principal, now: now) }
        }
        return count
    }

    /// At most so many hundreds at a time: what is left waits for the next time.
    static let settlingRounds = 20

    private func takePaid(_ number: OrderNumber, by principal: Principal, now: Int64) async throws -> Int {
        guard let order = try await order(number) else { return 0 }
        var contacts: [ApplicationID: Contact] = [:]
        for line in order.lines {
            do {
                contacts[line.application] = try await opened(line.application)?.contact
            } catch is RegisterError {
                // One that can't be read is paid for all the same, and so are the others of its order: it is told of when its
                // passes are to be made.
                continue
            }
        }
        return try await deciding.run { [self, contacts] in
            try await engine.write { [self] database in
                // False where it is being paid back: nothing may be issued for it.
                guard try PaymentStore.markSettled(number, at: now, by: principal, database) else { return 0 }
                var moved = 0
                for line in order.lines {
                    guard let application = try ApplicationStore.application(line.application, database),
                        let next = ApplicationMachine.next(application.state, .pay),
                        try ApplicationStore.move(application, by: .pay, to: next, at: now, database)
                    else { continue }
                    moved += 1
                    try AuditStore.append(
                        [.applicationChanged(number: application.number, act: .pay, reason: nil)], at: now,
                        by: principal, database)
                    try notify(
                        .paid, application, to: contacts[line.application],
                        facts: ["amount": String(order.total)], at: now, database)
                }
                return moved
            }
        }
    }

    /// Takes back what was to be paid for an application that ends.
    /// - Parameter ofMany: whether an order of many applications ends with this one. The others are still to be paid for: they are due
    ///   again, without it.
    /// - Returns: false where it has been paid meanwhile, or stands in an order of many: then it does not end.
    func closeOrder(
        of application: PassApplication, as end: OrderState, ofMany: Bool = false, at now: Int64,
        by principal: Principal, _ database: any SQLWriting
    ) throws -> Bool {
        guard application.state == .awaitingPayment, let order = try PaymentStore.order(of: application.id, database)
        else { return true }
        switch order.state {
        case .open:
            guard ofMany || order.lines.count == 1 else { return false }
            _ = try PaymentStore.close(
                order.number, as: end, reason: end == .cancelled ? "withdrawn" : nil, at: now, by: principal, database)
            return true
        case .paid, .refunding: return false
        case .refunded, .cancelled, .expired: return true
        }
    }
}

extension PassDemand {
    var kindAndTerm: (PassKind, PassTerm)? {
        guard case .string(let kindName)? = record["kind"], case .string(let termName)? = record["term"],
            let kind = PassKind.allCases.first(where: { $0.jsonName == kindName.string }),
            let term = PassTerm.allCases.first(where: { $0.jsonName == termName.string })
        else { return nil }
        return (kind, term)
    }
}
