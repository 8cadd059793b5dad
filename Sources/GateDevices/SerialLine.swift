internal import Glibc

/// A serial port: raw bytes, 8 data bits, no parity, one stop bit, no flow control.
struct SerialLine: Hashable, Sendable {
    /// The speeds that a port can be set to, in bits a second.
    static let speeds: [Int: Int32] = [
        9_600: B9600, 19_200: B19200, 38_400: B38400, 57_600: B57600, 115_200: B115200,
    ]

    /// TIOCEXCL of asm-generic/ioctls.h.
    private static let exclusive: UInt = 0x540C

    let path: String
    /// One of `speeds`.
    let baud: Int

    /// - Parameter flags: O_RDONLY, or O_RDWR.
    func open(_ flags: Int32) throws(DeviceError) -> Descriptor {
        let line = try Descriptor.device(path, flags)
        var settings = termios()
        guard let speed = Self.speeds[baud] else { throw .failed("\(path) can't be set to \(baud) baud") }
        guard unsafe tcgetattr(line.number, &settings) == 0 else { throw .failed("\(path) is not a serial port") }
        unsafe cfmakeraw(&settings)
        // The lines for modems say nothing of a scanner: CLOCAL. cfmakeraw leaves stop bits and flow control as they were.
        settings.c_cflag |= tcflag_t(CS8 | CREAD | CLOCAL)
        settings.c_cflag &= ~(tcflag_t(CSTOPB) | Self.hardwareFlowControl)
        settings.c_iflag &= ~tcflag_t(IXOFF | IXANY)
        var applied = termios()
        guard unsafe cfsetspeed(&settings, speed_t(speed)) == 0,
            unsafe tcsetattr(line.number, TCSANOW, &settings) == 0,
            // It says yes when any of the settings was taken.
            unsafe tcgetattr(line.number, &applied) == 0, unsafe cfgetispeed(&applied) == speed_t(speed),
            applied.c_lflag & tcflag_t(ICANON | ECHO) == 0
        else { throw .failed("\(path) can't be set to \(baud) baud: \(Descriptor.text(of: errno))") }
        // Another program that reads here would have every second byte.
        guard ioctl(line.number, Self.exclusive, CInt(0)) == 0 else {
            throw .failed("\(path) can't be taken exclusively: \(Descriptor.text(of: errno))")
        }
        // What came before is no scan of somebody who stands here.
        tcflush(line.number, TCIFLUSH)
        return line
    }

    /// CRTSCTS of asm-generic/termbits.h, which Swift does not import.
    private static let hardwareFlowControl: tcflag_t = 0x8000_0000
}
