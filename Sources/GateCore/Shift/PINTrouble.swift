/// Wrong PINs under one name: how many in a row, and when the last was tried.
///
/// An attempt is counted before it is known to be wrong, so that neither a power cut nor many attempts at once gain one. Time is
/// the machine's own, since boot: nobody sets it. After a restart it counts from there.
struct PINTrouble: Hashable, Sendable {
    /// From so many on, each wrong PIN locks.
    static let most: Int64 = 5
    /// Seconds.
    static let lock: Int64 = 300

    let count: Int64
    let boot: [UInt8]
    let uptime: Int64

    static func first(at time: MachineTime) -> PINTrouble {
        PINTrouble(count: 1, boot: time.boot, uptime: time.uptime)
    }

    func next(at time: MachineTime) -> PINTrouble {
        PINTrouble(count: min(count, Self.most * 1_000) + 1, boot: time.boot, uptime: time.uptime)
    }

    var isLocked: Bool { count >= Self.most }

    /// Seconds from the last attempt to the next: 1, 2, 4, 8, then five minutes each.
    var delay: Int64 { isLocked ? Self.lock : 1 << max(0, count - 1) }

    /// Seconds that are still to be waited; 0 for none.
    func wait(at time: MachineTime) -> Int64 {
        let elapsed = boot == time.boot ? time.uptime - uptime : time.uptime
        let left = delay * 1_000 - max(0, elapsed)
        return max(0, (left + 999) / 1_000)
    }
}
