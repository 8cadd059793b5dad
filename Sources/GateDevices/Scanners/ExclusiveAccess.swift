internal import Glibc

/// Takes an input device for this process alone: what it types must not reach the page as well.
package protocol ExclusiveAccess: Sendable {
    /// - Throws: `failed`; then nothing may be read from the device.
    func claim(_ device: borrowing Descriptor, path: String) throws(DeviceError)
}

/// Through the kernel (linux/input.h).
package struct KernelGrab: ExclusiveAccess {
    /// EVIOCGRAB, `_IOW('E', 0x90, int)`.
    private static let grab: UInt = 0x4004_4590
    /// EVIOCSCLOCKID, `_IOW('E', 0xa0, int)`.
    private static let setClock: UInt = 0x4004_45A0

    package init() {}

    package func claim(_ device: borrowing Descriptor, path: String) throws(DeviceError) {
        guard ioctl(device.number, Self.grab, CInt(1)) == 0 else {
            let code = errno
            guard code != EBUSY else {
                throw .failed(
                    "another program has taken the scanner \(path) for itself: end it; until then the scanner is not read"
                )
            }
            throw .failed(
                "the scanner \(path) can't be taken exclusively, and is not read: \(Descriptor.text(of: code))")
        }
        // Times that nobody sets. A kernel that can't keeps the wall clock: a jump of it costs the scan it falls into.
        var clock = CInt(CLOCK_MONOTONIC)
        _ = unsafe ioctl(device.number, Self.setClock, &clock)
    }
}
