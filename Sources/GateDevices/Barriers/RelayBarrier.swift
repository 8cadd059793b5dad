internal import Glibc
internal import Synchronization

/// A relay on a serial port that closes and opens by short frames, such as LCUS-1 (`A0 01 01 A2` on, `A0 01 00 A1` off).
///
/// The port stays open between two openings: some relays let go when it is closed.
final class RelayBarrier: Barrier {
    private let line: SerialLine
    private let on: [UInt8]
    private let off: [UInt8]
    private let port = Mutex<Descriptor?>(nil)
    let patience = Duration.seconds(2)

    init(line: SerialLine, on: [UInt8], off: [UInt8]) {
        self.line = line
        self.on = on
        self.off = off
    }

    func raise(_ direction: BarrierDirection, for pulse: Duration) throws(DeviceError) { try send(on) }

    func lower() throws(DeviceError) { try send(off) }

    private func send(_ frame: [UInt8]) throws(DeviceError) {
        try port.withLock { port throws(DeviceError) in
            // A port that was unplugged since fails only now, and may be there again.
            if let open = port.take(), (try? write(frame, to: open)) != nil {
                port = consume open
                return
            }
            let new = try line.open(O_RDWR)
            try write(frame, to: new)
            port = consume new
        }
    }

    private func write(_ frame: [UInt8], to port: borrowing Descriptor) throws(DeviceError) {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(1)
        var sent = 0
        while sent < frame.count {
            var look = pollfd(fd: port.number, events: Int16(POLLOUT), revents: 0)
            let count = unsafe poll(&look, 1, (end - clock.now).pollTimeout)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .failed("the relay on \(line.path) takes no bytes") }
            let written = unsafe frame[sent...].withUnsafeBytes {
                unsafe Glibc.write(port.number, $0.baseAddress, $0.count)
            }
            guard written > 0 else {
                guard written < 0, errno == EINTR || errno == EAGAIN, look.revents & Int16(POLLHUP | POLLERR) == 0
                else {
                    throw .missing(line.path)
                }
                continue
            }
            sent += written
        }
    }
}
