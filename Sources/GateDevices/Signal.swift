internal import Glibc

/// Ends a thread's wait for a device, from anywhere and once: a pair of sockets, of which one becomes readable.
final class Signal: Sendable {
    /// To be waited for beside a device.
    let number: Int32
    private let writer: Int32

    /// Nil when the process can have no more files.
    init?() {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        guard unsafe socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return nil }
        number = ends[0]
        writer = ends[1]
    }

    deinit {
        close(number)
        close(writer)
    }

    func send() {
        var byte: UInt8 = 1
        _ = unsafe write(writer, &byte, 1)
    }

    /// - Returns: Whether it was sent before the time was over.
    func isSent(within time: Duration) -> Bool {
        let clock = ContinuousClock()
        let end = clock.now + time
        while true {
            var look = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            let count = unsafe poll(&look, 1, (end - clock.now).pollTimeout)
            if count > 0 { return true }
            guard count < 0, errno == EINTR else { return false }
        }
    }
}

extension Duration {
    /// In milliseconds, rounded up, as poll(2) takes it.
    var pollTimeout: Int32 {
        guard self > .zero else { return 0 }
        let whole = components
        let (thousands, isTooLong) = whole.seconds.multipliedReportingOverflow(by: 1_000)
        guard !isTooLong, thousands < 1_000_000_000 else { return 1_000_000_000 }
        return Int32(thousands) + Int32((whole.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
