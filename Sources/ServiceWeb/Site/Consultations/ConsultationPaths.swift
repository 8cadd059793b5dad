import Register

/// Addresses of consultations, below the language.
enum ConsultationPaths {
    static let list = "consultations"
    static let follow = "consultations/follow"
    static func consultation(_ number: Int64) -> String { "consultations/\(number)" }
    static func contributions(_ number: Int64) -> String { "consultations/\(number)/contributions" }
    static func contribution(_ number: ContributionNumber) -> String { "consultations/contribution/\(number.text)" }
}
