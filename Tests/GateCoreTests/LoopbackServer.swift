import Foundation
import Synchronization

/// A web server on loopback that answers each connection with the bytes it is told to, good or bad.
final class LoopbackServer: Sendable {
    /// What is done with one request: its head comes in, and the descriptor is written to.
    typealias Answer = @Sendable (_ request: String, _ connection: Connection) -> Void

    struct Connection: Sendable {
        fileprivate let descriptor: CInt

        /// - Returns: whether the other side still takes bytes.
        @discardableResult
        func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        @discardableResult
        func send(_ bytes: [UInt8]) -> Bool {
            Foundation.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL)) == bytes.count
        }
    }

    let port: UInt16
    private let listener: CInt
    private let log = Mutex<[String]>([])

    init(_ answer: @escaping Answer) throws {
        listener = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isGood = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard isGood else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                guard descriptor >= 0 else {
                    // Closed here and nowhere else: its number may be another server's at once.
                    close(listener)
                    return
                }
                // One connection may wait while another is answered.
                Thread.detachNewThread { [self] in serve(descriptor, answer) }
            }
        }
    }

    /// A whole answer with a length, and the truth that the connection ends with it: else the next request may be sent into a
    /// connection that is just being closed.
    static func response(_ status: String, _ body: String = "", headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(headers)\r\n\(body)"
    }

    /// Answers every request with `text`.
    convenience init(_ text: String) throws {
        try self.init { _, connection in connection.send(text) }
    }

    var base: String { "http://127.0.0.1:\(port)/" }
    /// The heads of all requests.
    var requests: [String] { log.withLock { $0 } }

    func stop() {
        shutdown(listener, CInt(SHUT_RDWR))
    }

    private func serve(_ descriptor: CInt, _ answer: Answer) {
        defer { close(descriptor) }
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard recv(descriptor, &byte, 1, 0) == 1 else { return }
            head.append(byte)
        }
        let request = String(decoding: head, as: UTF8.self)
        log.withLock { $0.append(request) }
        answer(request, Connection(descriptor: descriptor))
    }
}
