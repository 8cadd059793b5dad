internal import Glibc

/// Where a gate reads the time.
package protocol MachineClock: Sendable {
    func read() -> MachineTime
}

/// Linux's clocks.
package struct SystemClock: MachineClock {
    private let boot: [UInt8]

    /// - Parameter fallback: 16 random bytes, for a system that does not tell one boot from another.
    package init(fallback: [UInt8]) {
        boot = Self.bootID() ?? fallback
    }

    package func read() -> MachineTime {
        MachineTime(
            wall: Int64(Self.time(CLOCK_REALTIME).tv_sec), boot: boot,
            uptime: Self.milliseconds(Self.time(CLOCK_BOOTTIME)))
    }

    private static func time(_ clock: clockid_t) -> timespec {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return time
    }

    private static func milliseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// The 32 digits of `/proc/sys/kernel/random/boot_id`, as bytes.
    private static func bootID() -> [UInt8]? {
        let file = unsafe open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 64)
        let count = unsafe Glibc.read(file, &text, text.count)
        guard count > 0 else { return nil }
        let digits = text[..<count].compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 32 else { return nil }
        return (0..<16).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }
}
