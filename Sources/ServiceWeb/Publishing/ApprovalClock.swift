package import Logging
package import Register
import ServiceLifecycle

/// Carries out approvals that nobody took back in time.
package struct ApprovalClock: Service {
    /// Also when nothing is due: the clock may have been set.
    private static let longest: Int64 = 30

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
            let seen = register.approvals.count
            var wait = Self.longest
            do {
                if let next = try await register.carryOutApprovals(now: now()) {
                    wait = min(max(next - now(), 1), Self.longest)
                }
            } catch {
                logger.error("approvals could not be carried out; it is tried again: \(error)")
            }
            await cancelWhenGracefulShutdown { [wait] in
                await withTaskGroup { group in
                    group.addTask { await register.approvals.wait(beyond: seen) }
                    group.addTask { try? await Task.sleep(for: .seconds(wait)) }
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }
}
