import SQLStore

extension RegisterSchema {
    /// The place of a step that another branch brings: take it away when it comes.
    static let reservedForCompanies = Migration(12, sqlite: "SELECT 12;")
}
