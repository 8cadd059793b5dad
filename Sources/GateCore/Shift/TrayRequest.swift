package import GateMessages
package import PassFormat
package import PassVerify

/// Scans of a vehicle lane that the guard says belong together.
package struct TrayRequest: Sendable {
    package struct Member: Hashable, Sendable {
        package let role: TrayEvent.Role
        /// Where the scan stands in the journal.
        package let scan: JournalPlace

        package init(_ role: TrayEvent.Role, _ scan: JournalPlace) {
            self.role = role
            self.scan = scan
        }
    }

    package var direction: Direction
    package var admits: Bool
    package var members: [Member]
    /// Of a trailer whose pass was not read.
    package var trailerPlate: WireText?
    package var note: WireText?
    /// Who closes it, where nobody is on duty.
    package var guardName: WireText?

    package init(
        direction: Direction, admits: Bool = true, members: [Member], trailerPlate: WireText? = nil,
        note: WireText? = nil, guardName: WireText? = nil
    ) {
        self.direction = direction
        self.admits = admits
        self.members = members
        self.trailerPlate = trailerPlate
        self.note = note
        self.guardName = guardName
    }
}

/// What the gate says of a tray.
package struct TrayLook: Hashable, Sendable {
    /// `driver-missing`, `undecided-scan`, `refused-scan`, and `trailer-changed`, which is recorded and asks nothing of anybody.
    package let reasons: [WireText]
    /// What is drawn, as it is compared: a pass number or a plate.
    package let trailer: WireText?

    static let driverMissing: WireText = "driver-missing"
    static let undecided: WireText = "undecided-scan"
    static let refused: WireText = "refused-scan"
    static let trailerChanged: WireText = "trailer-changed"

    package var verdict: Verdict {
        reasons.contains { $0 != Self.trailerChanged } ? .check : .admit
    }
}
