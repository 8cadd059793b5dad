import SQLStore

extension RegisterSchema {
    // The places of steps that other branches bring: take each away when it comes.
    static let reservedForPayments = Migration(11, sqlite: "SELECT 11;")
    static let reservedForCompanies = Migration(12, sqlite: "SELECT 12;")
}
