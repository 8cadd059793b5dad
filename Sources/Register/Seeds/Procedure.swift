/// Who applies for what, and what is asked of them: one entry of `procedures.json`.
package struct Procedure: Hashable, Sendable {
    package struct Document: Hashable, Sendable {
        /// Lower-case letters and dashes.
        package let id: String
        package let isRequired: Bool
        package let labelInChinese: String
        package let labelInEnglish: String
    }

    /// The answer to the question that chooses it: the role of a person, the ownership of a vehicle, the purpose of a visit.
    package let id: String
    package let kind: ApplicationKind
    /// Working days it usually takes.
    package let days: Int
    /// Whether the port police are asked.
    package let asksPolice: Bool
    package let labelInChinese: String
    package let labelInEnglish: String
    package let qualificationInChinese: String
    package let qualificationInEnglish: String
    package let documents: [Document]
}
