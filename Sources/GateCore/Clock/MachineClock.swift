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
        var wall = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &wall)
        return MachineTime(wall: Int64(wall.tv_sec), boot: boot, uptime: Self.uptime() ?? 0)
    }

    /// `/proc/uptime` begins with the seconds since boot, with two decimals. Asked of the kernel by a file and not by
    /// `clock_gettime`, which can be made to lie to a single process.
    private static func uptime() -> Int64? {
        guard let text = text(of: "/proc/uptime"), let end = text.firstIndex(of: UInt8(ascii: " ")) else { return nil }
        let parts = text[..<end].split(separator: UInt8(ascii: "."))
        guard parts.count == 2, parts[1].count == 2, let seconds = Int64(String(decoding: parts[0], as: UTF8.self)),
            let hundredths = Int64(String(decoding: parts[1], as: UTF8.self)), (0..<1 << 40).contains(seconds)
        else { return nil }
        return seconds * 1_000 + hundredths * 10
    }

    /// The 32 digits of `/proc/sys/kernel/random/boot_id`, as bytes.
    private static func bootID() -> [UInt8]? {
        let digits = text(of: "/proc/sys/kernel/random/boot_id")?.compactMap {
            Character(Unicode.Scalar($0)).hexDigitValue
        }
        guard let digits, digits.count == 32 else { return nil }
        return (0..<16).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }

    /// A line that the kernel says.
    private static func text(of path: String) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = unsafe Glibc.read(file, &bytes, bytes.count)
        return count > 0 ? Array(bytes[..<count]) : nil
    }
}
