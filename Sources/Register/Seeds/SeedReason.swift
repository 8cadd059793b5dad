/// A reason that a pass may be changed for.
package struct SeedReason: Hashable, Sendable {
    package let code: String
    /// The acts it is for; nil for all.
    package let acts: Set<String>?
    package let labelInChinese: String
    package let labelInEnglish: String
}
