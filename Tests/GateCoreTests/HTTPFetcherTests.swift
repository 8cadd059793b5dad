import Foundation
import GateCore
import Synchronization
import Testing
import TrustUpdates
import WebClient

/// A web server nobody trusts.
@Suite struct HTTPFetcherTests {
    private func fetch(
        _ server: LoopbackServer, _ path: String = "file", limit: Int = 1_000, timing: HTTPTiming = HTTPTiming()
    ) async -> Result<[UInt8], FetchError> {
        do throws(FetchError) {
            return .success(try await HTTPFetcher(base: server.base, timing: timing).fetch(path, limit: limit))
        } catch {
            return .failure(error)
        }
    }

    private func isFailure(_ result: Result<[UInt8], FetchError>) -> Bool {
        if case .failure(.failed(let reason)) = result { !reason.isEmpty } else { false }
    }

    @Test func `A file is fetched, whatever its bytes`() async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK", "abc\u{0}\n"))
        defer { server.stop() }
        #expect(await fetch(server) == .success(Array("abc\u{0}\n".utf8)))
        #expect(server.requests.first?.hasPrefix("GET /file HTTP/1.1\r\n") == true)
        #expect(server.requests.first?.contains("Accept-Encoding") == false)
    }

    @Test func `An empty file is a file`() async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK"))
        defer { server.stop() }
        #expect(await fetch(server, limit: 0) == .success([]))
    }

    @Test func `A file of announced length is fetched up to the limit and not one byte over it`() async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK", String(repeating: "x", count: 100)))
        defer { server.stop() }
        #expect(await fetch(server, limit: 100) == .success(Array(repeating: 0x78, count: 100)))
        #expect(await fetch(server, limit: 99) == .failure(.tooLarge))
    }

    @Test func `A file without an announced length ends at the limit, however long it goes on`() async throws {
        let sent = Mutex(0)
        let server = try LoopbackServer { _, connection in
            guard connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") else { return }
            let piece = String(repeating: "x", count: 10_000)
            while connection.send(piece) { sent.withLock { $0 += 10_000 } }
        }
        defer { server.stop() }
        #expect(await fetch(server, limit: 50_000) == .failure(.tooLarge))
        #expect(sent.withLock { $0 } < 50_000_000)
    }

    @Test func `A file in chunks ends at the limit too`() async throws {
        let server = try LoopbackServer { _, connection in
            guard connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") else { return }
            for _ in 0..<100 where !connection.send("5\r\nabcde\r\n") { return }
            connection.send("0\r\n\r\n")
        }
        defer { server.stop() }
        #expect(await fetch(server, limit: 500) == .success(Array(String(repeating: "abcde", count: 100).utf8)))
        #expect(await fetch(server, limit: 499) == .failure(.tooLarge))
    }

    @Test(arguments: ["403 Forbidden", "404 Not Found", "410 Gone"])
    func `What the server does not give is not found, even where the page that says so is large`(
        status: String
    ) async throws {
        let server = try LoopbackServer(LoopbackServer.response(status, String(repeating: "no ", count: 10_000)))
        defer { server.stop() }
        #expect(await fetch(server, limit: 10) == .failure(.notFound))
    }

    @Test(arguments: [
        "500 Broken", "503 Busy", "400 Bad", "401 Who", "429 Often", "204 None", "206 Part", "201 Made", "304 Same",
        "300 Many",
    ])
    func `Any other status is a failure, and no file`(status: String) async throws {
        let server = try LoopbackServer(LoopbackServer.response(status, "body"))
        defer { server.stop() }
        #expect(isFailure(await fetch(server)))
    }

    /// A head that is cut off after its status is an empty file to libcurl; the update client refuses that as it refuses any
    /// other file that was not signed.
    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "garbage\r\n\r\n", "",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ])
    func `An answer that is cut off or no answer at all is a failure`(text: String) async throws {
        let server = try LoopbackServer(text)
        defer { server.stop() }
        #expect(isFailure(await fetch(server)))
    }

    @Test func `A server that drips is given up`() async throws {
        let server = try LoopbackServer { _, connection in
            guard connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n") else { return }
            while connection.send("x") { usleep(50_000) }
        }
        defer { server.stop() }
        var timing = HTTPTiming()
        timing.minimumRate = 10_000
        timing.slowSeconds = 1
        #expect(isFailure(await fetch(server, timing: timing)))
    }

    @Test func `A transfer has a last moment, even where it is not slow`() async throws {
        let server = try LoopbackServer { _, connection in
            guard connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") else { return }
            while connection.send("xx") { usleep(1_000) }
        }
        defer { server.stop() }
        var timing = HTTPTiming()
        timing.minimumRate = 1
        timing.seconds = 1
        timing.longestSeconds = 1
        #expect(isFailure(await fetch(server, limit: 1_000_000_000, timing: timing)))
    }

    @Test func `A server that takes the request and says nothing is given up`() async throws {
        let server = try LoopbackServer { _, _ in sleep(5) }
        defer { server.stop() }
        var timing = HTTPTiming()
        timing.longestSeconds = 1
        #expect(isFailure(await fetch(server, timing: timing)))
    }

    @Test func `The longest time grows with the limit, and has an end`() {
        let timing = HTTPTiming()
        #expect(timing.deadline(bytes: 0) == timing.seconds)
        #expect(timing.deadline(bytes: 50_000) == timing.seconds + 100)
        #expect(timing.deadline(bytes: .max) == timing.longestSeconds)
    }

    @Test func `Where nobody listens there is a reason`() async throws {
        let server = try LoopbackServer("")
        server.stop()
        #expect(isFailure(await fetch(server)))
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/x", "dict://127.0.0.1/x"])
    func `A redirect to anything but the web is not followed`(location: String) async throws {
        let server = try LoopbackServer(LoopbackServer.response("302 Found", headers: "Location: \(location)\r\n"))
        defer { server.stop() }
        #expect(isFailure(await fetch(server, limit: 1_000_000)))
        #expect(server.requests.count == 1)
    }

    @Test func `A redirect on the web is followed, but not for ever`() async throws {
        let goal = try LoopbackServer(LoopbackServer.response("200 OK", "here"))
        defer { goal.stop() }
        let server = try LoopbackServer(
            LoopbackServer.response("302 Found", headers: "Location: \(goal.base)other\r\n"))
        defer { server.stop() }
        #expect(await fetch(server) == .success(Array("here".utf8)))
        let loop = try LoopbackServer(LoopbackServer.response("302 Found", headers: "Location: /file\r\n"))
        defer { loop.stop() }
        #expect(isFailure(await fetch(loop)))
        #expect(loop.requests.count == 4)
    }

    @Test func `A tag that is sent back gets no file when nothing changed`() async throws {
        let server = try LoopbackServer { request, connection in
            if request.contains("If-None-Match: \"v1\"\r\n") {
                connection.send("HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\nConnection: close\r\n\r\n")
            } else {
                connection.send(LoopbackServer.response("200 OK", "one", headers: "ETag: \"v1\"\r\n"))
            }
        }
        defer { server.stop() }
        let fetcher = try HTTPFetcher(base: server.base)
        let first = try await fetcher.fetch("file", limit: 10, unlessTag: nil)
        #expect(first == .content(Array("one".utf8), tag: "\"v1\""))
        #expect(try await fetcher.fetch("file", limit: 10, unlessTag: "\"v1\"") == .unchanged)
        #expect(try await fetcher.fetch("file", limit: 10, unlessTag: "\"v0\"") == first)
        // The header of one request does not stay for the next.
        #expect(try await fetcher.fetch("file", limit: 10) == Array("one".utf8))
    }

    @Test(arguments: ["\"a\"\r\nX-Other: 1", "a\nb", "\u{7F}"])
    func `A tag can't carry other headers`(tag: String) async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK", "one"))
        defer { server.stop() }
        await #expect(throws: FetchError.self) {
            try await HTTPFetcher(base: server.base).fetch("file", limit: 10, unlessTag: tag)
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `A cancelled task ends the transfer`() async throws {
        let server = try LoopbackServer { _, connection in
            guard connection.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") else { return }
            while connection.send("x") { usleep(10_000) }
        }
        defer { server.stop() }
        let base = server.base
        // Of itself it would go on for longer than any machine is busy.
        var patient = HTTPTiming()
        (patient.minimumRate, patient.seconds, patient.longestSeconds) = (1, 600, 600)
        let task = Task { [patient] () -> Bool in
            do {
                _ = try await HTTPFetcher(base: base, timing: patient).fetch("file", limit: 1_000_000)
                return false
            } catch {
                return true
            }
        }
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        let start = ContinuousClock.now
        task.cancel()
        #expect(await task.value)
        #expect(ContinuousClock.now - start < .seconds(300))
    }

    @Test func `Several files at once all come`() async throws {
        let server = try LoopbackServer { request, connection in
            let path = request.split(separator: " ").dropFirst().first ?? ""
            connection.send(LoopbackServer.response("200 OK", String(path), headers: "Connection: close\r\n"))
        }
        defer { server.stop() }
        let fetcher = try HTTPFetcher(base: server.base)
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask { try await fetcher.fetch("\(number)", limit: 100) == Array("/\(number)".utf8) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answers == 50)
    }

    @Test(arguments: [
        ("metadata/1.root.json", "/metadata/1.root.json"), ("1.%3F.json", "/1.%3F.json"), ("a b", "/a%20b"),
        ("é", "/%C3%A9"), ("a?b#c", "/a%3Fb%23c"), ("a\\b", "/a%5Cb"), ("a+b,c;d=e:f@g~h", "/a+b,c;d=e:f@g~h"),
        ("a\r\nX: 1", "/a%0D%0AX:%201"), ("\"<>^`{|}[]", "/%22%3C%3E%5E%60%7B%7C%7D%5B%5D"),
    ])
    func `Paths become addresses`(path: String, sent: String) async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK", "x"))
        defer { server.stop() }
        #expect(await fetch(server, path) == .success([0x78]))
        #expect(server.requests.first?.hasPrefix("GET \(sent) HTTP/1.1\r\n") == true)
    }

    @Test func `The folder of the address is kept, with or without a slash at its end`() async throws {
        let server = try LoopbackServer(LoopbackServer.response("200 OK", "x"))
        defer { server.stop() }
        for base in ["a/b", "a/b/"] {
            _ = try await HTTPFetcher(base: server.base + base).fetch("c", limit: 10)
        }
        #expect(server.requests.allSatisfy { $0.hasPrefix("GET /a/b/c ") })
    }

    @Test(arguments: [
        "", "file:///x", "ftp://host/", "host/path", "//host", "http:/x", "https:", "http://h/?q=1", "http://h/#f",
        "http://h/a b", "http://h/\r\nX", "javascript:1",
    ])
    func `Only addresses of the web are addresses`(base: String) {
        #expect(throws: FetchError.self) { try HTTPFetcher(base: base) }
    }

    @Test(arguments: ["http://", "https:///x", "http://[::1", "http://a b"])
    func `An address without a host fails with a reason`(base: String) async {
        await #expect(throws: FetchError.self) { try await HTTPFetcher(base: base).fetch("x", limit: 1) }
    }
}
