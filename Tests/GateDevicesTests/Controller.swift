import Foundation
import Synchronization

/// What stands in for a barrier's controller: answers one request a connection, in turn, on loopback.
final class Controller: Sendable {
    let port: UInt16
    /// Each whole request that came.
    let requests = Shared<[String]>([])
    private let listener: Int32

    /// - Parameter answers: Given in turn; when there are no more, a request is read and never answered.
    init(answers: [String]) {
        BrokenPipes.ignore()
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                precondition(bind(listener, generic, length) == 0 && listen(listener, 8) == 0, "no port to be had")
                getsockname(listener, generic, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        let waiting = Shared(Array(answers.reversed()))
        Thread.detachNewThread { [requests] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { Self.serve(connection, requests, waiting) }
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func serve(_ connection: Int32, _ requests: Shared<[String]>, _ answers: Shared<[String]>) {
        defer { close(connection) }
        var text = ""
        var bytes = [UInt8](repeating: 0, count: 4_096)
        // Our requests are JSON objects: they end where the brace closes.
        while !text.hasSuffix("}") {
            let count = read(connection, &bytes, bytes.count)
            guard count > 0 else { return }
            text += String(decoding: bytes[..<count], as: UTF8.self)
        }
        requests.change { $0.append(text) }
        guard let answer = answers.change({ $0.popLast() }) else {
            // Until the other side has had enough.
            while read(connection, &bytes, bytes.count) > 0 {}
            return
        }
        _ = Array(answer.utf8).withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
    }
}
