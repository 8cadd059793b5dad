package import Logging
package import Register
import ServiceLifecycle

/// Does what follows by itself, soon after a payment and every minute: passes of what was paid, or was approved before a power cut;
/// the end of drafts, corrections, payments and orders whose time is over; passes that were suspended long enough come back; what
/// people wrote and was answered is closed; places in seminars that nobody confirmed are others'; companies are told what became of what they sent together; gates whose trust is old
/// become alarms, and what came and went at them is counted; figures of a quarter are published when they are due. Every hour companies are told of passes that end soon, and once a day
/// goes what was kept of people long enough.
package struct ApplicationKeeper: Service {
    private static let interval: Duration = .seconds(60)
    /// Seconds between two looks at passes that end soon.
    private static let reminders: Int64 = 3_600

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
        var remindedAt: Int64?
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            let seen = register.payments.count
            await attempt("applications could not be taken further") {
                _ = try await register.settleApplications(by: principal, now: now())
            }
            await attempt("answered cases could not be closed") {
                _ = try await register.settleOpinions(by: principal, now: now())
            }
            await attempt("places in seminars that nobody confirmed could not be given to others") {
                try await register.settleSeminars(now: now())
            }
            await attempt("passes that violations hold back could not be given back") {
                _ = try await register.settleViolations(now: now())
            }
            await attempt("companies could not be told of their applications") {
                _ = try await register.tellCompanies(now: now())
            }
            await attempt("gates with old trust could not be looked for") {
                try await register.watchGates(now: now())
            }
            await attempt("what came and went at the gates could not be counted") {
                try await register.tallyJournals()
            }
            await attempt("what was kept long enough could not be deleted") {
                _ = try await register.runRetentionDaily(by: principal, now: now())
            }
            await attempt("figures for everybody could not be made") {
                try await register.makeOpenData(by: principal, now: now())
            }
            let time = now()
            // Also when the clock was set back.
            if remindedAt.map({ time < $0 || time - $0 >= Self.reminders }) ?? true,
                await attempt(
                    "companies could not be told of passes that end",
                    { _ = try await register.remindCompanies(now: time) })
            {
                remindedAt = time
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

    /// One thing that fails does not keep the others from being done.
    @discardableResult
    private func attempt(_ failure: String, _ body: () async throws -> Void) async -> Bool {
        do {
            try await body()
            return true
        } catch {
            logger.error("\(failure); it is tried again: \(error)")
            return false
        }
    }
}
