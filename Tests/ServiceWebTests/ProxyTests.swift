import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import ServiceScenes
import ServiceWeb
import Synchronization
import Testing

@Suite("A proxy that says for whom it asks", .serialized) struct ProxyTests {
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]

    static func two(_ command: UInt8, _ family: UInt8, _ rest: [UInt8]) -> [UInt8] {
        signature + [command, family, UInt8(rest.count >> 8), UInt8(rest.count & 255)] + rest
    }

    static let four: [UInt8] = [203, 0, 113, 9, 127, 0, 0, 1, 0x30, 0x39, 0x1F, 0x90]
    static let six: [UInt8] =
        [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9] + [UInt8](repeating: 0, count: 16) + [
            0, 80, 0, 80,
        ]

    /// Whole headers, each with the address it names.
    static let good: [([UInt8], String?)] = [
        (Array("PROXY TCP4 203.0.113.9 127.0.0.1 12345 8080\r\n".utf8), "203.0.113.9"),
        (Array("PROXY TCP6 2001:db8::9 ::1 1 65535\r\n".utf8), "2001:db8::9"),
        (Array("PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n".utf8), "255.255.255.255"),
        (Array("PROXY UNKNOWN\r\n".utf8), nil),
        (Array("PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff::ffff 65535 65535\r\n".utf8), nil),
        (two(0x21, 0x11, four), "203.0.113.9"), (two(0x21, 0x21, six), "2001:db8::9"),
        // With what else a proxy says, and of its own.
        (two(0x21, 0x11, four + [0x02, 0, 3, 0x61, 0x62, 0x63]), "203.0.113.9"), (two(0x20, 0x00, []), nil),
        (two(0x20, 0x11, four), nil), (two(0x21, 0x00, [1, 2, 3]), nil),
    ]

    @Test("Headers of both versions are read to their last byte; each beginning of one is not yet one")
    func whole() throws {
        for (header, address) in Self.good {
            for end in 0..<header.count {
                guard case .more = ProxyHeader.read(Array(header[..<end])) else {
                    Issue.record("\(end) of \(header)")
                    continue
                }
            }
            for rest in ["", "GET / HTTP/1.1\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\r\n"] {
                guard case .whole(let client, let length) = ProxyHeader.read(header + Array(rest.utf8)) else {
                    Issue.record("\(header)")
                    continue
                }
                #expect(length == header.count && client?.ipAddress == address, "\(header)")
            }
        }
    }

    @Test(
        "Anything else is none, and nothing is guessed",
        arguments: [
            "GET / HTTP/1.1\r\n", "PROXY TCP4\r\n", "PROXY TCP5 1.2.3.4 1.2.3.4 1 1\r\n",
            "PROXY  TCP4 1.2.3.4 1.2.3.4 1 1\r\n",
            "PROXY TCP4 1.2.3.4 1.2.3.4 1 1 \r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n",
            "PROXY TCP4 1.2.3.4 1.2.3.4 01 1\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 -1 1\r\n",
            "PROXY TCP4 1.2.3 1.2.3.4 1 1\r\n",
            "PROXY TCP4 2001:db8::9 ::1 1 1\r\n", "PROXY TCP6 1.2.3.4 1.2.3.4 1 1\r\n",
            "PROXY TCP4 localhost 1.2.3.4 1 1\r\n",
            "PROXY TCP4 01.2.3.4 1.2.3.4 1 1\r\n", "PROXY TCP6 fe80::1%eth0 ::1 1 1\r\n",
            "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\n\n",
            "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\rX", "proxy TCP4 1.2.3.4 1.2.3.4 1 1\r\n",
            "PROXY TCP4 1.2.3.4\u{0} 1.2.3.4 1 1\r\n",
            "PROXYTCP4 1.2.3.4 1.2.3.4 1 1\r\n",
        ])
    func none(text: String) {
        guard case .none = ProxyHeader.read(Array(text.utf8)) else {
            Issue.record("\(text)")
            return
        }
    }

    @Test("A binary header of another version, command or family, or too short or long for its own, is none")
    func noneOfTwo() {
        for header in [
            Self.two(0x11, 0x11, Self.four), Self.two(0x22, 0x11, Self.four), Self.two(0x31, 0x11, Self.four),
            Self.two(0x21, 0x12, Self.four), Self.two(0x21, 0x31, [UInt8](repeating: 0, count: 216)),
            Self.two(0x21, 0x11, Array(Self.four.dropLast())), Self.two(0x21, 0x21, Self.four),
            Self.two(0x21, 0x11, Self.four + [UInt8](repeating: 0, count: 3_000)),
        ] {
            guard case .none = ProxyHeader.read(header) else {
                Issue.record("\(header.prefix(20))")
                continue
            }
        }
        // A line that never ends is given up at its greatest length.
        guard case .none = ProxyHeader.read(Array(("PROXY UNKNOWN " + String(repeating: "x", count: 200)).utf8)) else {
            Issue.record("an endless line")
            return
        }
    }

    @Test("Random and changed bytes are answered, and what is taken for whole does not reach beyond what came")
    func random() {
        var generator = SystemRandomNumberGenerator()
        for round in 0..<40_000 {
            var bytes: [UInt8]
            if round % 4 == 0 {
                bytes = (0..<Int.random(in: 0...64, using: &generator)).map { _ in UInt8.random(in: 0...255) }
                if Bool.random() { bytes = Self.signature + bytes }
            } else {
                bytes = Self.good[round % Self.good.count].0
                for _ in 0..<Int.random(in: 1...3, using: &generator) {
                    let place = Int.random(in: 0..<bytes.count, using: &generator)
                    switch Int.random(in: 0...2, using: &generator) {
                    case 0: bytes[place] = UInt8.random(in: 0...255)
                    case 1: bytes.insert(UInt8.random(in: 0...255), at: place)
                    default: if bytes.count > 1 { bytes.remove(at: place) }
                    }
                }
            }
            if case .whole(_, let length) = ProxyHeader.read(bytes) { #expect(length <= bytes.count, "\(bytes)") }
        }
    }

    // MARK: Over sockets

    /// What is logged.
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private struct Noting: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.all.withLock { $0.append("\(event.message)") } }
    }

    private static let ask = "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"

    private func scene(_ lines: Lines = Lines(), _ change: (inout WebLimits) -> Void = { _ in }) async throws
        -> WebScene
    {
        var web = try await WebScene()
        web.proxy = ProxyAddress("127.0.0.1")
        web.logger = Logger(label: "test") { _ in Noting(lines: lines) }
        change(&web.limits)
        try await web.publish()
        return web
    }

    @Test("A request of the proxy is its client's, however the header comes in; one without a header is not answered")
    func served() async throws {
        let web = try await scene()
        try await web.application.test(.live) { client in
            let port = try #require(client.port)
            for (header, _) in Self.good {
                let socket = try RawClient(port: port)
                try await socket.send(header + Array(Self.ask.utf8))
                #expect(await socket.hasAnswer(), "\(header)")
            }
            let slow = try RawClient(port: port)
            for byte in Self.good[0].0 { try await slow.send([byte]) }
            try await slow.send(Self.ask)
            #expect(await slow.hasAnswer())
            for text in [Self.ask, "PROXY TCP4 1.2.3.4 x 1 1\r\n" + Self.ask, "\r\n\r\n" + Self.ask] {
                let socket = try RawClient(port: port)
                try? await socket.send(text)
                #expect(await socket.isClosed())
                #expect(socket.received.isEmpty, "\(text)")
            }
        }
    }

    @Test("Another address is believed nothing: with a header it is refused, without one it is asked for as itself")
    func spoofed() async throws {
        let web = try await scene()
        try await web.application.test(.live) { client in
            let port = try #require(client.port)
            for (header, _) in Self.good {
                let socket = try RawClient(port: port, from: 9)
                try? await socket.send(header + Array(Self.ask.utf8))
                socket.finishSending()
                #expect(await socket.isClosed())
                #expect(!socket.received.starts(with: Array("HTTP/1.1 2".utf8)), "\(header)")
            }
            let own = try RawClient(port: port, from: 9)
            try await own.send(Self.ask)
            #expect(await own.hasAnswer())
        }
    }

    @Test("Limits count the clients that the proxy names, each for itself, and the log names them")
    func counted() async throws {
        let lines = Lines()
        let web = try await scene(lines) { $0.connectionsPerClient = 2 }
        try await web.application.test(.live) { client in
            let port = try #require(client.port)
            func asking(_ address: String) async throws -> RawClient {
                let socket = try RawClient(port: port)
                try await socket.send("PROXY TCP4 \(address) 127.0.0.1 1 1\r\n" + Self.ask)
                return socket
            }
            let first = try await asking("203.0.113.1")
            let second = try await asking("203.0.113.1")
            #expect(await first.hasAnswer())
            #expect(await second.hasAnswer())
            let third = try await asking("203.0.113.1")
            #expect(await third.isClosed())
            #expect(third.received.isEmpty)
            let other = try await asking("203.0.113.2")
            #expect(await other.hasAnswer())
            let refused = try RawClient(port: port)
            try await refused.send(
                "PROXY TCP4 203.0.113.77 127.0.0.1 1 1\r\nPOST /en/company/sign-in HTTP/1.1\r\nHost: x\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n"
                    + "Connection: close\r\n\r\n")
            #expect(await refused.isClosed())
            #expect(first.received.count > 0 && second.received.count > 0)
        }
        #expect(lines.all.withLock { $0 }.contains { $0.contains("203.0.113.77") })
        #expect(!lines.all.withLock { $0 }.contains { $0.contains("127.0.0.1") && $0.contains("sign-in") })
    }

    @Test("A header that does not come in time costs the proxy its connection")
    func silent() async throws {
        let web = try await scene { $0.idle = .milliseconds(400) }
        try await web.application.test(.live) { client in
            let port = try #require(client.port)
            let silent = try RawClient(port: port)
            #expect(await silent.isClosed())
            let dripping = try RawClient(port: port)
            var pieces = 0
            try await dripping.send("PROXY UNKNOWN ")
            while await !dripping.isClosed(within: .milliseconds(100)), pieces < 80 {
                try? await dripping.send("x")
                pieces += 1
            }
            #expect(pieces < 80)
        }
    }

    @Test(
        "Only an address in numbers is one",
        arguments: ["", "localhost", "127.0.0.1:80", "::1%lo", "1.2.3", "pass.example"])
    func addresses(text: String) { #expect(ProxyAddress(text) == nil) }

    @Test("Every way to write one address is the same address")
    func spellings() {
        #expect(ProxyAddress("::ffff:127.0.0.1") == ProxyAddress("127.0.0.1"))
        #expect(ProxyAddress("2001:DB8:0::1") == ProxyAddress("2001:db8::1"))
        #expect(ProxyAddress("127.0.0.1") != ProxyAddress("127.0.0.2"))
    }
}
