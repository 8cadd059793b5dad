import Foundation
import GateMessages
import HTTPTypes
import HummingbirdTesting
import ServiceScenes
import ServiceWeb
import Testing

/// Clients that are slow or greedy on purpose, over real sockets.
@Suite("Hostile connections", .serialized)
struct HostileConnectionTests {
    private static let journal =
        "POST /api/gates/v1/journal HTTP/1.1\r\nHost: x\r\nContent-Type: \(JournalBatch.type)\r\n"

    private func scene(_ change: (inout WebLimits) -> Void) async throws -> WebScene {
        var web = try await WebScene()
        change(&web.limits)
        try await web.publish()
        return web
    }

    @Test("A head that drips in is cut after the idle time, however it drips")
    func slowHead() async throws {
        let web = try await scene { $0.idle = .milliseconds(600) }
        try await web.application.test(.live) { client in
            let socket = try RawClient(port: #require(client.port))
            try await socket.send("GET /healthz HTTP/1.1\r\nHost: x\r\n")
            // Each piece comes well within the idle time; the head never ends.
            var pieces = 0
            while await !socket.isClosed(within: .milliseconds(100)), pieces < 100 {
                try? await socket.send("X-\(pieces): y\r\n")
                pieces += 1
            }
            #expect(pieces < 100)
            #expect(socket.received.isEmpty)
        }
    }

    @Test("A body that drips in is cut when its time is over")
    func slowBody() async throws {
        let web = try await scene {
            $0.request = .milliseconds(600)
            $0.idle = .seconds(60)
        }
        try await web.application.test(.live) { client in
            let socket = try RawClient(port: #require(client.port))
            try await socket.send(Self.journal + "Content-Length: 1000\r\n\r\n")
            var pieces = 0
            while await !socket.isClosed(within: .milliseconds(100)), pieces < 100 {
                try? await socket.send("a")
                pieces += 1
            }
            #expect(pieces < 100)
        }
    }

    @Test("A connection that says nothing is cut, also after an answer")
    func silent() async throws {
        let web = try await scene { $0.idle = .milliseconds(400) }
        try await web.application.test(.live) { client in
            let silent = try RawClient(port: #require(client.port))
            #expect(await silent.isClosed())
            let once = try RawClient(port: #require(client.port))
            try await once.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await once.isClosed())
            #expect(once.received.starts(with: Array("HTTP/1.1 200 OK".utf8)))
        }
    }

    @Test("A body that is refused and goes on for ever is cut after a while")
    func endlessBody() async throws {
        let web = try await scene { $0.discarded = 1 << 20 }
        try await web.application.test(.live) { client in
            let socket = try RawClient(port: #require(client.port))
            try await socket.send(Self.journal + "Transfer-Encoding: chunked\r\n\r\n")
            let piece = "10000\r\n" + String(repeating: "a", count: 65_536) + "\r\n"
            var pieces = 0
            while pieces < 1_000, (try? await socket.send(piece)) != nil { pieces += 1 }
            #expect(pieces < 1_000)
        }
    }

    @Test("Whoever does not take an answer loses the connection")
    func slowReader() async throws {
        let web = try await scene {
            $0.answer = .milliseconds(600)
            $0.idle = .seconds(60)
        }
        let bytes = Data(count: 24 << 20)
        let name = String(repeating: "a", count: 64) + ".big"
        try bytes.write(to: URL(filePath: "\(web.scene.repository)/targets/\(name)"))
        try await web.application.test(.live) { client in
            let socket = try RawClient(port: #require(client.port))
            try await socket.send("GET /tuf/targets/\(name) HTTP/1.1\r\nHost: x\r\n\r\n")
            try await Task.sleep(for: .seconds(2))
            #expect(await socket.isClosed())
            #expect(socket.received.count < bytes.count)
        }
    }

    @Test(
        "A head that is too long, has too many fields or is no HTTP has a short answer or none, and the service goes on"
    )
    func badHeads() async throws {
        let web = try await scene { _ in }
        let many = (0..<200).map { "X-\($0): y\r\n" }.joined()
        try await web.application.test(.live) { client in
            for head in [
                "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\n\(many)\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
                Self.journal + "Content-Length: -5\r\n\r\n",
                Self.journal + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
                Self.journal + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nzz\r\n",
            ] {
                let socket = try RawClient(port: #require(client.port))
                try? await socket.send(head)
                socket.finishSending()
                #expect(await socket.isClosed(), "\(head.prefix(60))")
                #expect(
                    !String(decoding: socket.received, as: UTF8.self).hasPrefix("HTTP/1.1 200"), "\(head.prefix(60))")
            }
            #expect(try await client.get("/healthz").status == .ok)
        }
    }
}
