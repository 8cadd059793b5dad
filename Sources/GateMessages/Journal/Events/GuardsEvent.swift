package import PassFormat

/// Who may be on duty at the gate changed, or a PIN was typed wrong too often.
package struct GuardsEvent: Hashable, Sendable {
    package enum Change: Int64, Hashable, Sendable {
        case added = 1
        case removed = 2
        /// A new PIN in the place of the old.
        case reset = 3
        /// Too many wrong PINs: no sign-in under this name for some minutes.
        case locked = 4
    }

    package enum Role: Int64, Hashable, Sendable, CaseIterable {
        case `guard` = 1
        case supervisor = 2
    }

    package var change: Change
    /// Nil where a name was typed that this gate does not know: what was typed may be anything, a PIN too.
    package var name: WireText?
    /// Of somebody who was added.
    package var role: Role?

    package init(change: Change, name: WireText?, role: Role? = nil) {
        self.change = change
        self.name = name
        self.role = role
    }
}
