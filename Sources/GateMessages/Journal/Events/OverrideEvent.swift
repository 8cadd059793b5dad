package import PassFormat

/// What a guard did about a scan: confirmed or refused a check, or let in what was denied.
package struct OverrideEvent: Hashable, Sendable {
    /// The record of the scan, in the same epoch.
    package let sequence: Int64
    package let isAdmitted: Bool
    package let direction: ScanEvent.Direction
    /// In the guard's words or a code of the screen.
    package let reason: WireText
    package let guardName: WireText
    /// Who else agreed, where the screen asks for a second person.
    package let supervisor: WireText?
    /// Of the scan, so that presence can be told without it.
    package let number: WireText?

    package init(
        sequence: Int64, isAdmitted: Bool, direction: ScanEvent.Direction, reason: WireText, guardName: WireText,
        supervisor: WireText?, number: WireText?
    ) {
        self.sequence = sequence
        self.isAdmitted = isAdmitted
        self.direction = direction
        self.reason = reason
        self.guardName = guardName
        self.supervisor = supervisor
        self.number = number
    }

    /// The same decision about the scan at another place.
    package func about(_ sequence: Int64) -> OverrideEvent {
        OverrideEvent(
            sequence: sequence, isAdmitted: isAdmitted, direction: direction, reason: reason, guardName: guardName,
            supervisor: supervisor, number: number)
    }
}
