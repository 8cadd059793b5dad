internal import Foundation

/// Tells systemd how the program does (sd_notify(3)): a datagram to the socket that `NOTIFY_SOCKET` names, and nothing at all
/// where no manager listens.
package struct ServiceManager: Sendable {
    private let address: String?
    /// How often the manager wants to hear of us, if at all.
    package let watchdog: Duration?

    /// - Parameter environment: The process's, where systemd says what it wants.
    package init(environment: [String: String]) {
        address = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") || $0.hasPrefix("@") ? $0 : nil }
        watchdog = environment["WATCHDOG_USEC"].flatMap(Int64.init).map { .microseconds($0 / 3) }
    }

    /// Everything is started.
    package func ready() { send("READY=1") }

    /// The end has begun.
    package func stopping() { send("STOPPING=1") }

    /// Still alive.
    package func alive() { send("WATCHDOG=1") }

    private func send(_ text: String) {
        guard let address else { return }
        let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return }
        defer { close(socket) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        // An @ stands for the null byte of the abstract namespace.
        var path = Array(address.utf8)
        if path.first == UInt8(ascii: "@") { path[0] = 0 }
        guard path.count < MemoryLayout.size(ofValue: name.sun_path) else { return }
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: path) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        withUnsafePointer(to: &name) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = sendto(socket, text, text.utf8.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
    }
}
