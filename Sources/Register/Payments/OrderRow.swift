import SQLStore

/// An order in the database.
struct OrderRow {
    let seq: Int64
    let number: OrderNumber
    let machine: OrderMachine
    let attempts: Int64
    let madeAt: Int64
    let expiresAt: Int64
    let closedAt: Int64?
    let reason: String?

    init(_ row: SQLRow) throws {
        guard let number = OrderNumber(try row.text(1)), let state = OrderState(rawValue: try row.text(2)) else {
            throw RegisterError.damaged("an order")
        }
        let (total, applied) = (try row.integer(3), try row.integer(4))
        guard total > 0, (0...total).contains(applied) else { throw RegisterError.damaged("an order's payments") }
        seq = try row.integer(0)
        self.number = number
        machine = OrderMachine(state: state, total: total, applied: applied)
        attempts = try row.integer(5)
        madeAt = try row.integer(6)
        expiresAt = try row.integer(7)
        closedAt = try row.optionalInteger(8)
        reason = try row.optionalText(9)
    }
}
