/// A column of a file, as its dictionary explains it.
package struct DataField: Hashable, Sendable {
    package enum Kind: String, Sendable {
        /// A quarter, `2026Q3`.
        case quarter
        /// One of ``codes``.
        case code
        /// What a code is called; Chinese in CSV.
        case name
        /// A whole number from 0; empty where it is kept back.
        case count
        /// Whole hours; empty where there are too few cases for them.
        case hours
        /// `published` or `withheld`.
        case status
    }

    /// As JSON has it.
    package let key: String
    /// As the head of a CSV column has it, and in English.
    package let name: DataText
    package let about: DataText
    package let kind: Kind
    package var codes: [(code: String, text: DataText)] = []

    package static func == (one: DataField, other: DataField) -> Bool { one.key == other.key && one.name == other.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
