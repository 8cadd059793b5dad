package import Logging
package import Register
import ServiceLifecycle

/// Carries out what two people agreed on about keys and what is more than one transaction; also what an earlier run was cut off in.
package struct KeyOrderClerk: Service {
    /// After a failure: the disk was full, say.
    private static let pause: Int64 = 60

    private let register: Register
    private let logger: Logger
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    package init(register: Register, logger: Logger, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let seen = register.keyOrders.count
            var hasFailed = false
            do {
                // What takes long is cut off when the service stops, and gone on with when it starts.
                try await cancelWhenGracefulShutdown { [register, now] in
                    try await register.carryOutKeyOrders(now: now)
                }
            } catch is CancellationError {
                return
            } catch {
                hasFailed = true
                logger.error("an order about keys could not be carried out; it is tried again: \(error)")
            }
            await cancelWhenGracefulShutdown { [hasFailed] in
                await withTaskGroup { group in
                    group.addTask { await register.keyOrders.wait(beyond: seen) }
                    if hasFailed { group.addTask { try? await Task.sleep(for: .seconds(Self.pause)) } }
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }
}
