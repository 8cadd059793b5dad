/// When something happened, in every way a gate can tell: the wall clock may be wrong, and time since boot never jumps.
package struct JournalMoment: Hashable, Sendable {
    /// Seconds since 1970 by the wall clock.
    package let wall: Int64
    /// Which run of the machine (Linux's boot id), 16 bytes.
    package let boot: [UInt8]
    /// Milliseconds since boot, sleep included.
    package let uptime: Int64
    /// The gate's clock floor, seconds since 1970: it was certainly not earlier.
    package let floor: Int64

    package init(wall: Int64, boot: [UInt8], uptime: Int64, floor: Int64) {
        self.wall = wall
        self.boot = boot
        self.uptime = uptime
        self.floor = floor
    }
}
