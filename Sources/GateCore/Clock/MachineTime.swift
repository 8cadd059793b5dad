/// One reading of a machine's clocks.
package struct MachineTime: Hashable, Sendable {
    /// The wall clock: seconds since 1970. May be wrong, and may jump.
    package var wall: Int64
    /// Which run of the machine this is: 16 bytes.
    package var boot: [UInt8]
    /// Milliseconds since the machine started, sleep included. Never jumps.
    package var uptime: Int64

    package init(wall: Int64, boot: [UInt8], uptime: Int64) {
        self.wall = wall
        self.boot = boot
        self.uptime = uptime
    }

    /// Whole seconds from `earlier` to here by the time since boot; `nil` when the machine was started in between.
    func seconds(since earlier: MachineTime) -> Int64? {
        boot == earlier.boot ? (uptime - earlier.uptime) / 1_000 : nil
    }
}
