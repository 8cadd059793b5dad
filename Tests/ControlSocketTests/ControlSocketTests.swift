import ControlSocket
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("The control socket")
struct ControlSocketTests {
    /// A folder of its own, with a path longer than the address of a Unix socket may be.
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "control-\(UUID().uuidString)/" + String(repeating: "long-", count: 30)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Runs `body` while a listener answers with `handler`.
    private func serving<Value: Sendable>(
        _ handler: @escaping ControlListener.Handler, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: ControlListener(directory: folder, handler: handler))],
                logger: Logger(label: "test")))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let path = folder + "/control.sock"
            while !FileManager.default.fileExists(atPath: path) { await Task.yield() }
            let value = try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return value
        }
    }

    /// Calls from a thread of its own: the call waits, and the owner it waits for is in this process.
    private static func call(_ arguments: [String], from directory: String = "/", in folder: String) async throws
        -> Int32
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { () throws -> Int32 in
                        try ControlClient.run(
                            ControlRequest(arguments: arguments, directory: directory), in: folder)
                    })
            }
        }
    }

    @Test("A command runs in the owner, with its arguments, its folder and the caller's streams")
    func command() async throws {
        let seen = Mutex<ControlRequest?>(nil)
        let folder = folder
        let status = try await serving({ connection in
            seen.withLock { $0 = connection.request }
            // The caller's own standard error, in this process.
            var (mine, theirs) = (stat(), stat())
            fstat(STDERR_FILENO, &mine)
            fstat(connection.error, &theirs)
            return mine.st_ino == theirs.st_ino && connection.error != STDERR_FILENO ? 10 : 1
        }) {
            try await Self.call(["revoke", "王 \"x\"", "", "--data"], from: "/a/b", in: folder)
        }
        #expect(status == 10)
        #expect(
            seen.withLock { $0 } == ControlRequest(arguments: ["revoke", "王 \"x\"", "", "--data"], directory: "/a/b"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/control.sock"))
    }

    @Test("A long command line arrives whole, one that is too long is refused in words")
    func long() async throws {
        let folder = folder
        let count = try await serving({ Int32($0.request.arguments.count & 0x7F) }) {
            let arguments = (0..<1_000).map { "argument-\($0)-" + String(repeating: "x", count: 100) }
            return try await Self.call(arguments, in: folder)
        }
        #expect(count == 1_000 & 0x7F)
        await #expect(throws: ControlError.self) {
            try await serving({ _ in 0 }) {
                let arguments = [String(repeating: "x", count: 200_000)]
                return try await Self.call(arguments, in: folder)
            }
        }
    }

    @Test("Where nobody listens the caller is told so, also after a crash left its socket")
    func nobody() throws {
        let request = ControlRequest(arguments: [], directory: "/")
        let missing = try #require(throws: ControlError.self) { try ControlClient.run(request, in: folder) }
        #expect(missing.code == .nobody)
        #expect(throws: ControlError.self) { try ControlClient.run(request, in: folder + "/none") }
    }

    @Test("Many commands run at one time, and a slow one holds nobody up")
    func many() async throws {
        let folder = folder
        let (started, starting) = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        try await serving({ connection in
            if connection.request.arguments == ["slow"] {
                starting.yield()
                // Blocks a thread, as waiting for a pipe does.
                release.wait()
            }
            return 0
        }) {
            try await withThrowingTaskGroup(of: Int32.self) { group in
                for _ in 0..<8 { group.addTask { try await Self.call(["slow"], in: folder) } }
                var seen = 0
                for await _ in started {
                    seen += 1
                    if seen == 8 { break }
                }
                for _ in 0..<20 { #expect(try await Self.call(["quick"], in: folder) == 0) }
                for _ in 0..<8 { release.signal() }
                for try await status in group { #expect(status == 0) }
            }
        }
    }

    @Test("What is no request is hung up on, and the next caller is served")
    func hostile() async throws {
        let folder = folder
        let status = try await serving({ _ in 7 }) {
            for bytes in [[], Array("{}".utf8), Array("{\"arguments\":[1],\"directory\":\"/\"}".utf8), [0xFF, 0xFE]] {
                let answer = await withCheckedContinuation { continuation in
                    Thread.detachNewThread { continuation.resume(returning: Self.sendPlain(bytes, in: folder)) }
                }
                #expect(answer == [])
            }
            return try await Self.call([], in: folder)
        }
        #expect(status == 7)
    }

    /// Sends bytes without descriptors, and reads until the other end hangs up.
    private static func sendPlain(_ bytes: [UInt8], in folder: String) -> [UInt8] {
        let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(connection) }
        let directory = open(folder, O_RDONLY | O_DIRECTORY)
        defer { close(directory) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("/proc/self/fd/\(directory)/control.sock".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { return [0] }
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        shutdown(connection, Int32(SHUT_WR))
        var answer = [UInt8](repeating: 0, count: 16)
        let count = recv(connection, &answer, answer.count, 0)
        return Array(answer.prefix(max(count, 0)))
    }
}
