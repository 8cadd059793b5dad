import SQLStore

/// A company in the database.
struct CompanyRow: Sendable {
    let seq: Int64
    let id: CompanyID
    let number: String
    let state: CompanyState
    /// Sealed.
    let document: [UInt8]
    let createdAt: Int64
    let decidedAt: Int64?
    let reason: String?

    init(_ row: SQLRow) throws {
        guard let id = CompanyID(try row.blob(1)), let state = CompanyState(rawValue: try row.text(3)) else {
            throw RegisterError.damaged("a company")
        }
        seq = try row.integer(0)
        self.id = id
        number = try row.text(2)
        self.state = state
        document = try row.blob(4)
        createdAt = try row.integer(5)
        decidedAt = try row.optionalInteger(6)
        reason = try row.optionalText(7)
    }
}
