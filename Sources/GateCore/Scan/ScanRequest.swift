internal import GateMessages
package import PassFormat
package import PassVerify

/// One code that was shown, and what the guard told about it.
package struct ScanRequest: Hashable, Sendable {
    /// What the scanner read: any bytes, of any length.
    package var text: [UInt8]
    /// Which way; nil for the gate's own direction.
    package var direction: Direction?
    /// Read or typed at the gate, normalised.
    package var plate: WireText?
    package var driverPresent: Bool?
    /// The number of the pass that accompanies this one.
    package var escort: WireText?
    package var photo: GateContext.PhotoState
    /// The guard's sign-in name; nil for whoever is on duty.
    package var guardName: WireText?
    /// Whether the bearer came with a ship and goes ashore: then the first way is out.
    package var isCrew: Bool

    /// What breaks a limit of the journal is left out: no scan fails for what somebody typed beside it.
    package init(
        text: [UInt8], direction: Direction? = nil, plate: WireText? = nil, driverPresent: Bool? = nil,
        escort: WireText? = nil, photo: GateContext.PhotoState = .notLookedAt, guardName: WireText? = nil,
        isCrew: Bool = false
    ) {
        self.text = text
        self.direction = direction
        self.plate = plate.flatMap { PassLimits.plate.contains($0.utf8.count) ? $0 : nil }
        self.driverPresent = driverPresent
        self.escort = escort.flatMap { PassLimits.number.contains($0.utf8.count) ? $0 : nil }
        self.photo = photo
        self.isCrew = isCrew
        self.guardName = guardName.flatMap { MessageLimits.person.contains($0.utf8.count) ? $0 : nil }
    }

    /// Whether both show the same and ask the same, whoever asks, and whether or not the photo came meanwhile.
    func isSameShowing(as other: ScanRequest) -> Bool {
        // Nearly always the texts differ already.
        guard text == other.text else { return false }
        var same = self
        same.guardName = other.guardName
        same.photo = other.photo
        return same == other
    }
}
