package import PassFormat

/// Which passes may be bound to a phone, and how often.
package struct BindingRules: Hashable, Sendable {
    /// Kinds whose holder carries a phone. A vehicle's pass lies behind the windscreen, whoever drives.
    package let kinds: Set<PassKind>
    /// Changes of the phone that a pass takes in 24 hours. Each uses up a place in a status list.
    package let perDay: Int

    /// For seeds of before there were such rules.
    static let standard = BindingRules(kinds: [.person], perDay: 5)
}
