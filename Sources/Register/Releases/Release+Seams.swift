import SQLStore

extension Register {
    /// Whom of a company's account such a message goes to; companies have accounts when their step is there.
    func contacts(ofCompany company: Int64, _ database: any SQLReading) throws -> [CompanyContact] { [] }
}
