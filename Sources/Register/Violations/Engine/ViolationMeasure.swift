/// One thing that follows from a violation, and why: what is put into words elsewhere.
package struct ViolationMeasure: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// It is recorded, and that is all.
        case reminder
        /// It counts as a breach.
        case breach
        /// The passes are suspended, and none is applied for meanwhile.
        case suspension
        /// The passes are cancelled, by the grade alone.
        case cancellation
        /// The passes are cancelled, as there are so many breaches.
        case repetition
        /// Nobody applies for another.
        case ban
        /// The company cannot apply, as its people have so many breaches.
        case companyOfPeople = "company-of-people"
        /// The company cannot apply, as it has so many of its own.
        case companyOwn = "company-own"
    }

    package let kind: Kind
    /// The violation it follows from.
    package let violation: Int64
    /// From when on, and until when; nil for what has no end, or no time.
    package let from: Int64
    package let until: Int64?
    /// Which breach it was, or how many there were; 0 where none are counted.
    package let count: Int
    /// At which number it begins; 0 where none are counted.
    package let threshold: Int
    /// How long: months, of a company days; 0 for no time.
    package let length: Int
    /// Where it is written.
    package let article: SeedText
}
