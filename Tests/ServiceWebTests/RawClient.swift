import Glibc
import Synchronization

/// A TCP connection on which a test sends what it likes.
final class RawClient: Sendable {
    struct Failure: Error {}

    private let descriptor: Int32
    private let bytes = Mutex<[UInt8]>([])

    /// - Parameter host: the last byte of the address of this machine that it comes from.
    init(port: Int, from host: UInt32 = 1) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0000 | host).bigEndian
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard bound == 0 else { throw Failure() }
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw Failure() }
        // A peer that reads nothing more must not hold the test up.
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(descriptor) }

    var received: [UInt8] { bytes.withLock { $0 } }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure() }
            sent += count
        }
    }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads until the other side closes or cuts the connection.
    func isClosed(within time: Duration) -> Bool { read(within: time) { _ in false } }

    /// Reads until there is the first line of an answer.
    func hasAnswer(within time: Duration) -> Bool {
        _ = read(within: time) { $0.contains(UInt8(ascii: "\n")) }
        return received.starts(with: Array("HTTP/1.1 200".utf8))
    }

    /// - Returns: whether the connection is closed.
    private func read(within time: Duration, until isEnough: ([UInt8]) -> Bool) -> Bool {
        let end = ContinuousClock.now + time
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let left = end - ContinuousClock.now
            guard left > .zero, !isEnough(received) else { return false }
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&poller, 1, Int32(max(1, left / .milliseconds(1)))) > 0 else { continue }
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count > 0 else { return true }
            bytes.withLock { $0.append(contentsOf: piece.prefix(count)) }
        }
    }
}
