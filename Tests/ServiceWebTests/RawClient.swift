import Dispatch
import Glibc
import Synchronization

/// A TCP connection on which a test sends what it likes.
///
/// Whatever waits does so on a thread of its own: the service under test answers on the few threads that all tasks
/// share, and two tests that wait on these would keep it from answering either.
final class RawClient: Sendable {
    struct Failure: Error {}

    /// How long a test waits for what must come: long enough for a busy machine, as only a failure takes as long.
    static let patience = Duration.seconds(60)

    private let descriptor: Int32
    private let thread = DispatchQueue(label: "raw client")
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

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws {
        try await apart { try self.sendAll(bytes) }
    }

    private func apart<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { waiting in
            thread.async { waiting.resume(with: Result(catching: work)) }
        }
    }

    private func sendAll(_ bytes: [UInt8]) throws {
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
    func isClosed(within time: Duration = patience) async -> Bool { await read(within: time) { _ in false } }

    /// Reads until there is the first line of an answer.
    func hasAnswer() async -> Bool {
        _ = await read(within: Self.patience) { $0.contains(UInt8(ascii: "\n")) }
        return received.starts(with: Array("HTTP/1.1 200".utf8))
    }

    /// - Returns: whether the connection is closed.
    private func read(within time: Duration, until isEnough: @escaping @Sendable ([UInt8]) -> Bool) async -> Bool {
        (try? await apart { self.readAll(within: time, until: isEnough) }) ?? false
    }

    private func readAll(within time: Duration, until isEnough: ([UInt8]) -> Bool) -> Bool {
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
