/// What a gate knows of the time, and keeps over restarts.
package struct ClockState: Hashable, Sendable {
    /// It was certainly not earlier than `floor` (seconds since 1970) when the boot `floorAt.boot` was `floorAt.uptime` old.
    package var floor: Int64
    package var floorAt: MachineTime
    /// The floor before anything that was signed ran ahead of it: leads count from here, so that many small ones are no large one.
    package var anchor: Int64
    package var anchorAt: MachineTime
    /// The reading that later ones of the same boot are held against.
    package var reference: MachineTime
    /// The newest reading that was believed; where the machine has been started since, the new wall clock is held against it.
    package var lastBelieved: MachineTime
    package var isSuspect: Bool
    /// Which keys sign timestamps, as the root says: when these change, the floor is set back. Empty before the first sync.
    package var timestampKeys: [UInt8]

    /// - Parameters:
    ///   - floor: seconds since 1970; the time of the build, or the time that an operator confirmed.
    package init(floor: Int64, at time: MachineTime) {
        self.floor = floor
        floorAt = time
        anchor = floor
        anchorAt = time
        reference = time
        lastBelieved = time
        isSuspect = false
        timestampKeys = []
    }

    /// Whether a stored state says the same as `newer`. The newest reading is not stored here: the journal has it.
    func says(whatIsIn newer: ClockState) -> Bool {
        var same = self
        same.lastBelieved = newer.lastBelieved
        return same == newer
    }
}
