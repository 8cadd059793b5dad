package import Logging
package import Register
import ServiceLifecycle

/// Does what follows by itself: passes of what was paid, or was approved before a power cut, and the end of drafts, corrections and
/// payments that never came; what people wrote and was answered is closed. Soon after a payment, and every minute.
package struct ApplicationKeeper: Service {
    private static let interval: Duration = .seconds(60)

    private let register: Register
    private let principal: Principal
    private let logger: Logger
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    package init(
        register: Register, principal: Principal, logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.principal = principal
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let seen = register.payments.count
            do {
                try await register.settleApplications(by: principal, now: now())
            } catch {
                logger.error("applications could not be taken further; it is tried again: \(error)")
            }
            do {
                try await register.settleOpinions(by: principal, now: now())
            } catch {
                logger.error("answered cases could not be closed; it is tried again: \(error)")
            }
            await cancelWhenGracefulShutdown {
                await withTaskGroup { group in
                    group.addTask { await register.payments.wait(beyond: seen) }
                    group.addTask { try? await Task.sleep(for: Self.interval) }
                    await group.next()
                    group.cancelAll()
                }
            }
        }
    }
}
