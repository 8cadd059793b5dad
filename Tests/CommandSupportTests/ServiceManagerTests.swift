import CommandSupport
import Foundation
import Testing

@Suite("Telling the service manager")
struct ServiceManagerTests {
    @Test("What is told arrives as systemd reads it, by path and in the abstract namespace", arguments: [false, true])
    func notify(isAbstract: Bool) throws {
        let path = NSTemporaryDirectory() + "notify-\(UUID().uuidString.prefix(8))"
        let listener = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        defer { close(listener) }
        var name = sockaddr_un()
        name.sun_family = sa_family_t(AF_UNIX)
        let bytes = isAbstract ? [0] + Array(path.utf8) : Array(path.utf8)
        withUnsafeMutableBytes(of: &name.sun_path) { $0.copyBytes(from: bytes) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
        let bound = withUnsafePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, length) }
        }
        try #require(bound == 0)
        let manager = ServiceManager(
            environment: ["NOTIFY_SOCKET": isAbstract ? "@" + path : path, "WATCHDOG_USEC": "30000000"])
        #expect(manager.watchdog == .seconds(10))
        for (tell, wanted) in [
            ({ manager.ready() }, "READY=1"), ({ manager.alive() }, "WATCHDOG=1"),
            ({ manager.stopping() }, "STOPPING=1"),
        ] {
            tell()
            var buffer = [UInt8](repeating: 0, count: 64)
            let count = recv(listener, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            #expect(String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self) == wanted)
        }
    }

    @Test("Without a manager nothing is said and nothing asked", arguments: [nil, "relative", "/no/such/socket"])
    func nobody(address: String?) {
        let manager = ServiceManager(environment: address.map { ["NOTIFY_SOCKET": $0] } ?? [:])
        #expect(manager.watchdog == nil)
        manager.ready()
    }
}
