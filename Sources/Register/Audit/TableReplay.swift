import SQLStore
import StrictJSON

/// What the log says of some tables: it follows record after record, and then looks whether the tables say the same.
protocol TableReplay {
    /// Follows one record; one about something else is passed over.
    /// - Returns: false when it lacks what such a record has.
    mutating func apply(_ event: String, _ members: JSONObject) -> Bool

    /// Compares with what is kept.
    func compare(with database: any SQLReading) throws -> [AuditProblem]
}
