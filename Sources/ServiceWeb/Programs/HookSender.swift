package import Logging
package import Register
import ServiceLifecycle

/// Carries a telling to its endpoint.
package protocol HookCarrier: Sendable {
    /// - Returns: the status of the answer; or in a word why there was none.
    func carry(_ message: HookMessage) async -> Result<Int, HookFailure>
}

package struct HookMessage: Sendable {
    package let address: String
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]
}

package struct HookFailure: Error, Hashable, Sendable {
    package let word: String

    package init(_ word: String) { self.word = word }
}

/// Tells companies' systems what happens, from the register's outbox (Standard Webhooks 1.0).
///
/// Each goes at least once: one is claimed before it goes and settled after. Any answer of the 200s is taken for received; everything
/// else is tried again, later and later. No endpoint is told two things at once and no company three, so that slow ones hold up
/// nobody else.
package struct HookSender: Service {
    private let register: Register
    private let carrier: any HookCarrier
    private let lanes: Int
    private let poll: Duration
    private let logger: Logger
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    package init(
        register: Register, carrier: any HookCarrier, lanes: Int = 8, poll: Duration = .seconds(2), logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.carrier = carrier
        self.lanes = lanes
        self.poll = poll
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        await recover()
        await withTaskGroup { group in
            for _ in 0..<lanes { group.addTask { await send() } }
        }
    }

    private var isStopping: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    private func recover() async {
        while !isStopping {
            do {
                _ = try await register.recoverDeliveries(now: now())
                return
            } catch {
                logger.error("deliveries can't be looked for: \(error)")
                await wait()
            }
        }
    }

    private func send() async {
        while !isStopping {
            let seen = register.hookEvents.count
            do {
                guard let due = try await register.claimDelivery(now: now()) else {
                    await waitForEvents(beyond: seen)
                    continue
                }
                await settle(due, await tell(due))
            } catch {
                logger.error("deliveries can't be taken from the register: \(error)")
                await wait()
            }
        }
    }

    private func tell(_ due: DueDelivery) async -> DeliveryOutcome {
        switch await carrier.carry(Self.message(due, now: now())) {
        case .success(let status) where (200..<300).contains(status): .sent(status: status)
        case .success(let status): .failed(answer: String(status))
        case .failure(let failure): .failed(answer: failure.word)
        }
    }

    /// Signed at the time that it goes: whoever is told refuses what is minutes old.
    @inline(never)
    static func message(_ due: DueDelivery, now: Int64) -> HookMessage {
        let signatures = due.secrets.map { $0.signature(id: due.id, timestamp: now, body: due.body) }
        return HookMessage(
            address: due.address,
            headers: [
                ("Content-Type", "application/json"), ("webhook-id", due.id), ("webhook-timestamp", String(now)),
                ("webhook-signature", signatures.joined(separator: " ")),
            ], body: due.body)
    }

    /// Until it is stored: what has arrived must not go again because the disk was full for a moment.
    private func settle(_ due: DueDelivery, _ outcome: DeliveryOutcome) async {
        while true {
            do {
                if try await register.settle(due, outcome, now: now()) {
                    logger.notice("an endpoint was given up: nothing has arrived for days")
                }
                return
            } catch {
                logger.error("what became of a delivery can't be stored: \(error)")
                guard !isStopping else { return }
                await wait()
            }
        }
    }

    private func wait() async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: poll) }
    }

    private func waitForEvents(beyond seen: UInt64) async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await register.hookEvents.wait(beyond: seen) }
                group.addTask { try? await Task.sleep(for: poll) }
                await group.next()
                group.cancelAll()
            }
        }
    }
}
