internal import Glibc

/// An open file or device, closed when it goes out of scope.
package struct Descriptor: ~Copyable, Sendable {
    package let number: Int32

    /// - Parameter number: An open descriptor that nobody else closes.
    package init(_ number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    /// Opens a device by its path. Without waiting: a serial port without a carrier or a pipe without a writer would hold up
    /// whoever opens it.
    ///
    /// - Throws: `missing` when nothing is there, or nothing answers behind the name; `failed` when it may not be opened, or is
    ///   a file and no device.
    static func device(_ path: String, _ flags: Int32) throws(DeviceError) -> Descriptor {
        let number = unsafe open(path, flags | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard number >= 0 else {
            let code = errno
            switch code {
            case ENOENT, ENODEV, ENXIO: throw .missing(path)
            case EACCES, EPERM: throw .failed("\(path) may not be opened: \(text(of: code)); see docs/devices.md")
            default: throw .failed("\(path) can't be opened: \(text(of: code))")
            }
        }
        let device = Descriptor(number)
        var status = stat()
        guard unsafe fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else {
            throw .failed("\(path) is not a device")
        }
        return device
    }

    /// What the system calls an error.
    static func text(of code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
