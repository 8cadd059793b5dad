/// Everything that whoever decides an application looks at.
package struct ReviewCase: Sendable {
    package let opened: Register.OpenedApplication
    /// What stands in the way; empty when it can be approved.
    package let obstacles: [Fault]
    package let steps: [ApplicationStep]
    /// Passes of the same person or vehicle that are not over, the newest first.
    package let present: [PassSummary]
    /// Other applications for the same, the newest first.
    package let others: [PassApplication]
    /// What is renewed, as it was applied for; nil where nothing is renewed, or that is not known.
    package let renewed: FieldValues?
    package let conflict: ReviewConflict?
    /// An approval that can still be undone: until when.
    package let undoUntil: Int64?
    /// Whether the police are asked.
    package let asksPolice: Bool
    package let company: ReviewCompany?
    /// What single windows say of what a visit fetches, and of its ship's call.
    package let matters: [VisitMatter]

    /// On a renewal, the fields that are not what they were.
    package var changedFields: Set<String> {
        guard let renewed else { return [] }
        return Self.changes(opened.values, renewed)
    }

    /// What a renewal always changes, and what is no particular of the holder.
    static let everChanging: Set<String> = [
        "from", "until", "renews", "agree", "delivery", "postName", "postAddress", "term",
    ]

    static func changes(_ new: FieldValues, _ old: FieldValues) -> Set<String> {
        Set(new.names).union(old.names).subtracting(everChanging).filter { new[all: $0] != old[all: $0] }
    }
}

/// The company that sent an application, and how its others went.
package struct ReviewCompany: Hashable, Sendable {
    package let number: String
    package let issued: Int64
    package let rejected: Int64
    package let revoked: Int64
}
