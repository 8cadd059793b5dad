import CSocket
import Dispatch
import Glibc
import ServiceLifecycle
import Synchronization

/// Takes commands from other processes of the same user, for as long as this process owns a directory.
package final class ControlListener: Service {
    /// Carries out one command on the caller's streams.
    ///
    /// - Returns: The exit status.
    package typealias Handler = @Sendable (ControlConnection) async -> Int32

    /// Commands at one time; a further caller waits in the socket's queue.
    private static let most = 32

    private let directory: String
    private let handler: Handler

    /// - Parameter directory: Locked by this process (`DirectoryLock`).
    package init(directory: String, handler: @escaping Handler) {
        self.directory = directory
        self.handler = handler
    }

    /// Runs until the graceful shutdown; what has begun is finished.
    package func run() async throws {
        let listener = try SocketDescriptor.listening(in: directory)
        defer { SocketDescriptor.remove(in: directory) }
        let (connections, continuation) = AsyncStream.makeStream(of: ControlConnection.self)
        let source = DispatchSource.makeReadSource(
            fileDescriptor: listener.number, queue: DispatchQueue(label: "portpass.control"))
        source.setEventHandler { [number = listener.number] in
            let accepted = portpass_accept(number)
            guard accepted >= 0 else { return }
            // A caller that says nothing sensible is hung up on.
            if let connection = try? ControlConnection(accepting: SocketDescriptor(accepted)) {
                continuation.yield(connection)
            }
        }
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            source.setRegistrationHandler { ended.resume() }
            source.activate()
        }
        // Also where another service of the program failed, and all are cancelled.
        await withTaskCancellationOrGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                let room = Room(Self.most)
                for await connection in connections {
                    await room.enter()
                    group.addTask(executorPreference: CommandExecutor()) { [handler] in
                        connection.finish(status: await handler(connection))
                        await room.leave()
                    }
                }
            }
        } onCancelOrGracefulShutdown: {
            continuation.finish()
        }
        // The descriptor may be closed only when the source no longer looks at it.
        await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
            source.setCancelHandler { ended.resume() }
            source.cancel()
        }
        withExtendedLifetime(listener) {}
    }
}

/// So many may be inside; others wait.
private actor Room {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ places: Int) {
        free = places
    }

    func enter() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
