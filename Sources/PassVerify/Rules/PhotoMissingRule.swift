import PassFormat

/// `photo-missing`: there is a photo to compare a person with, where somebody looked.
enum PhotoMissingRule: Rule {
    static func evaluate(_ facts: borrowing Facts) -> Reason? {
        guard facts.claims.kind == .person, facts.context.photo == .missing else { return nil }
        return Reason(.photoMissing, .check)
    }
}
