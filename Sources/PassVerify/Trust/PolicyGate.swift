package import PassFormat

/// One gate: where it stands, what it leads to and which way it is used.
package struct PolicyGate: Hashable, Sendable {
    /// E.g. `KEL-E1`.
    package var id: WireText
    /// UN/LOCODE of its port.
    package var port: WireText
    /// The zones it leads to, as a mask. A pass that has any one of them may use the gate.
    package var zones: UInt64
    /// Whether people go in here.
    package var allowsIn: Bool
    /// Whether people go out here.
    package var allowsOut: Bool

    package init(id: WireText, port: WireText, zones: UInt64, allowsIn: Bool, allowsOut: Bool) {
        self.id = id
        self.port = port
        self.zones = zones
        self.allowsIn = allowsIn
        self.allowsOut = allowsOut
    }

    /// Whether the gate is used this way; a patrol goes anywhere.
    package func allows(_ direction: Direction) -> Bool {
        switch direction {
        case .in: allowsIn
        case .out: allowsOut
        case .check: true
        }
    }

    /// The direction of a scan that names none: the gate's own, `in` where it has both.
    package var defaultDirection: Direction { allowsIn || !allowsOut ? .in : .out }
}
