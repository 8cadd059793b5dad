package import PassFormat

/// Somebody who works for a company, or something that it drives.
package struct RosterEntry: Hashable, Sendable {
    /// A pass that came of the company's applications.
    package struct Pass: Hashable, Sendable {
        package let id: PassID
        package let number: String
        package let term: PassTerm
        package let state: PassState
        /// Seconds since 1970.
        package let notBefore: Int64
        package let expires: Int64
    }

    package let id: RosterEntryID
    package let kind: RosterKind
    /// By the names of the forms' fields: `name`, `idNumber`, …, or `plate`, `vehicleClass`, ….
    package let values: FieldValues
    package let hasPhoto: Bool
    /// The one that counts: in force, or to come.
    package let pass: Pass?
    /// The number of an application for it that is under way.
    package let application: String?

    /// What it is called in lists.
    package var title: String { values[kind == .person ? "name" : "plate"] }

    /// How somebody is reached, where the company said so.
    var contact: Contact? {
        Contact(.mobile, typed: values["mobile"]) ?? Contact(.email, typed: values["email"])
    }
}
