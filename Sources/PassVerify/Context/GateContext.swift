package import PassFormat

/// Where a scan happens, and what else was looked at there.
package struct GateContext: Hashable, Sendable {
    /// Whether there is a picture to compare the holder with.
    package enum PhotoState: Hashable, Sendable {
        /// Nobody looked: no reason.
        case notLookedAt
        /// The gate opened the pass's photo.
        case available
        /// The pass has no photo, or the gate does not hold its blob.
        case missing
    }

    /// The id of this gate; what it is (port, zones, directions) comes from the policy in force.
    package var gateID: WireText
    /// Which way the holder is going.
    package var direction: Direction
    /// The plate read or typed at the gate, normalised as in the pass (upper-case ASCII letters and digits, nothing
    /// else); `nil` when nobody looked.
    package var plate: WireText?
    /// Whether a driver's pass belongs to the vehicle in this lane; `nil` when nobody looked.
    package var driverPresent: Bool?
    /// Whether an escort stands by with a pass; `nil` when nobody looked, which is not enough for an escort.
    package var escortPresent: Bool?
    /// The photo of the holder.
    package var photo: PhotoState

    package init(
        gateID: WireText, direction: Direction, plate: WireText? = nil, driverPresent: Bool? = nil,
        escortPresent: Bool? = nil, photo: PhotoState = .notLookedAt
    ) {
        self.gateID = gateID
        self.direction = direction
        self.plate = plate
        self.driverPresent = driverPresent
        self.escortPresent = escortPresent
        self.photo = photo
    }
}
