/// The columns a table may have, and which it must.
package struct TableSchema: Hashable, Sendable {
    package let columns: [TableColumn]
    /// Of each group one field at least must have a column.
    package let required: [[String]]

    package init(columns: [TableColumn], required: [[String]]) {
        self.columns = columns
        self.required = required
    }

    /// The header of an empty table to fill in: `姓名 Name`.
    package var template: [String] { columns.map { $0.headings.prefix(2).joined(separator: " ") } }

    /// The staff of a company.
    package static let staff = TableSchema(
        columns: [
            .name, .nationality, .idNumber, .passport, .birthDate, .mobile, .email, .jobTitle, .plate, .from, .until,
        ], required: [["name"], ["idNumber", "passport"]])

    /// A ship's crew or the people of a visit.
    package static let people = TableSchema(
        columns: [.name, .nationality, .idNumber, .passport, .birthDate, .mobile, .email, .jobTitle, .plate],
        required: [["name"], ["idNumber", "passport"]])

    /// The vehicles of a company.
    package static let vehicles = TableSchema(
        columns: [.plate, .vehicleClass, .trailerPlate, .companyNumber, .organisation, .from, .until],
        required: [["plate"]])
}
