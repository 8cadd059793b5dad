import Foundation
import Synchronization

/// A server on loopback that reads lines and answers each as its script says.
final class LineServer: Sendable {
    /// What is answered to a line; nil for nothing.
    enum Answer: Sendable {
        case send(String)
        case sendAndHangUp(String)
        case nothing
    }

    let port: UInt16
    private let listener: CInt
    private let log = Mutex<[[String]]>([])

    /// - Parameters:
    ///   - greeting: what a connection begins with.
    ///   - answer: to the line, with all lines of this connection before it.
    init(greeting: String, _ answer: @escaping @Sendable (_ line: String, _ before: [String]) -> Answer) throws {
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
                    close(listener)
                    return
                }
                Thread.detachNewThread { [self] in serve(descriptor, greeting, answer) }
            }
        }
    }

    /// The lines of each connection.
    var conversations: [[String]] { log.withLock { $0 } }

    func stop() { shutdown(listener, CInt(SHUT_RDWR)) }

    private func serve(_ descriptor: CInt, _ greeting: String, _ answer: (String, [String]) -> Answer) {
        defer { close(descriptor) }
        let place = log.withLock { log in
            log.append([])
            return log.count - 1
        }
        func send(_ text: String) {
            let bytes = Array(text.utf8)
            _ = Foundation.send(descriptor, bytes, bytes.count, CInt(MSG_NOSIGNAL))
        }
        send(greeting)
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) == 1 {
            line.append(byte)
            guard line.suffix(2).elementsEqual("\r\n".utf8) else { continue }
            let text = String(decoding: line.dropLast(2), as: UTF8.self)
            line = []
            let before = log.withLock { log in
                log[place].append(text)
                return Array(log[place].dropLast())
            }
            switch answer(text, before) {
            case .send(let reply): send(reply)
            case .sendAndHangUp(let reply):
                send(reply)
                return
            case .nothing: break
            }
        }
    }
}
