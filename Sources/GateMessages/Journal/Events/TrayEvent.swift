package import PassFormat

/// Scans of a vehicle lane that belong together, as the guard closed them.
package struct TrayEvent: Hashable, Sendable {
    package enum Role: Int64, Hashable, Sendable, CaseIterable {
        case vehicle = 1
        case trailer = 2
        case driver = 3
        case occupant = 4
    }

    package struct Member: Hashable, Sendable {
        package let role: Role
        /// The record of the scan, in the same epoch.
        package let sequence: Int64

        package init(_ role: Role, _ sequence: Int64) {
            self.role = role
            self.sequence = sequence
        }
    }

    package var direction: ScanEvent.Direction
    package var isAdmitted: Bool
    /// Never empty.
    package var members: [Member]
    /// What is drawn: the number of its pass, or its plate where no pass was read.
    package var trailer: WireText?
    /// `trailer-changed`, `driver-missing`, `undecided-scan`: open for additions.
    package var reasons: [WireText]
    package var note: WireText?
    package var guardName: WireText

    package init(
        direction: ScanEvent.Direction, isAdmitted: Bool, members: [Member], trailer: WireText? = nil,
        reasons: [WireText] = [], note: WireText? = nil, guardName: WireText
    ) {
        self.direction = direction
        self.isAdmitted = isAdmitted
        self.members = members
        self.trailer = trailer
        self.reasons = reasons
        self.note = note
        self.guardName = guardName
    }
}
