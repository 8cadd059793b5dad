package import PassFormat

/// The keys of the vault, and how many boxes there are of each.
package struct VaultOverview: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// Seals.
        case current
        /// Opens what it sealed.
        case opening
        /// No box is of it.
        case retired
    }

    package struct Key: Hashable, Sendable {
        /// 0 is the first.
        package let number: UInt16
        package let id: KeyID
        package let state: State
        /// Seconds since 1970; nil for the first, which is as old as the register.
        package let madeAt: Int64?
        package let retiredAt: Int64?
        package let boxes: Int
    }

    package let keys: [Key]
}

/// What sealing anew did.
package struct ResealReport: Hashable, Sendable {
    /// The key that everything is sealed with now.
    package var number: UInt16
    /// How many boxes were sealed anew, by table and column.
    package var sealed: [String: Int] = [:]
    /// Boxes that no key opens, by table and column: they stay as they are.
    package var unreadable: [String: Int] = [:]

    package var boxes: Int { sealed.values.reduce(0, +) }
}

/// What came of retiring a key.
package enum VaultRetirement: Hashable, Sendable {
    case retired
    /// It was before.
    case already
}
