package import StrictJSON

/// Everything that the register keeps of one person, as they may ask for it (Personal Data Protection Act, article 3).
package struct PersonFile: Hashable, Sendable {
    package let json: JSONValue
    package let passes: Int
    package let applications: Int
}

/// What came of a wish to be forgotten.
package struct ErasureReport: Hashable, Sendable {
    /// What stays, until when it must, and on which ground.
    package struct Kept: Hashable, Sendable {
        package let what: String
        /// Seconds since 1970; nil while it is under way.
        package let until: Int64?
        package let groundInChinese: String
        package let groundInEnglish: String
    }

    package var passes = 0
    package var applications = 0
    /// Entries on lists of companies.
    package var rosters = 0
    package var kept: [Kept] = []
}
