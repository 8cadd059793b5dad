package import Logging
package import Mail
package import Register
import ServiceLifecycle

/// Sends what waits in the register's outbox.
///
/// A message is claimed before it goes and settled after: a crash in between leaves it claimed, and it goes once more when the
/// service is there again. So each goes at least once, and twice only where nobody can know whether it went. What fails for now is
/// tried again, later and later; what fails for good, or too often, is given up and counted.
package struct NoticeSender: Service {
    private let register: Register
    private let texts: SiteTexts
    private let carriers: [Contact.Channel: any MessageCarrier]
    private let timing: NoticeTiming
    private let retention: NoticeRetention
    private let codes: CodeRules
    /// The public address of the site.
    private let site: @Sendable () -> String
    private let logger: Logger
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - carriers: channels without one wait.
    ///   - codes: how long it is counted who asked for codes.
    package init(
        register: Register, texts: SiteTexts, carriers: [Contact.Channel: any MessageCarrier],
        timing: NoticeTiming = NoticeTiming(), retention: NoticeRetention = NoticeRetention(),
        codes: CodeRules = CodeRules(), site: @escaping @Sendable () -> String, logger: Logger,
        now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.texts = texts
        self.carriers = carriers
        self.timing = timing
        self.retention = retention
        self.codes = codes
        self.site = site
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        await recover()
        await withTaskGroup { group in
            for (channel, carrier) in carriers {
                for _ in 0..<timing.lanes { group.addTask { await send(channel, by: carrier) } }
            }
            group.addTask { await tidy() }
        }
    }

    /// Before anything is claimed: what is claimed now was so in an earlier life.
    private func recover() async {
        while !isStopping {
            do {
                let count = try await register.recoverNotices(now: now())
                if count > 0 {
                    logger.notice("\(count) messages were being sent when the service ended: they go once more")
                }
                return
            } catch {
                logger.error("messages can't be looked for: \(error)")
                await wait(atMost: timing.poll)
            }
        }
    }

    private var isStopping: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    // MARK: One lane

    private func send(_ channel: Contact.Channel, by carrier: any MessageCarrier) async {
        var pause: Duration?
        while !isStopping {
            let seen = register.notices.count
            do {
                guard let claimed = try await register.claimNotice(channel, now: now()) else {
                    await waitForNotices(beyond: seen)
                    continue
                }
                let fault = try await send(claimed, by: carrier)
                if let fault, fault.isOfTheWay {
                    if pause == nil { logger.error("\(channel.rawValue) can't be sent now: \(fault)") }
                    let time = min(pause.map { $0 * 2 } ?? timing.firstPause, timing.longestPause)
                    pause = time
                    await wait(atMost: time)
                } else {
                    if pause != nil { logger.notice("\(channel.rawValue) can be sent again") }
                    pause = nil
                }
            } catch {
                logger.error("messages can't be taken from the register: \(error)")
                await wait(atMost: timing.poll)
            }
        }
    }

    /// - Returns: what went wrong; nil when the message went.
    private func send(_ claimed: ClaimedNotice, by carrier: any MessageCarrier) async throws -> CarrierFault? {
        guard let notice = claimed.notice, let message = message(notice, claimed) else {
            await settle(claimed, .failed(error: "damaged"))
            logger.error("a message was given up: it can't be opened or addressed")
            return nil
        }
        // One that was claimed again and again without an end, as each time the service ended.
        guard claimed.attempts <= timing.attempts else {
            await settle(claimed, .failed(error: "interrupted"))
            logger.error("a message \(notice.kind.rawValue) was given up: the service ended each time it was sent")
            return nil
        }
        switch await carry(message, by: carrier) {
        case .sent:
            await settle(claimed, .sent)
            return nil
        case .permanent(let fault):
            await settle(claimed, .failed(error: fault.code))
            logger.notice("a message \(notice.kind.rawValue) was given up: \(fault)")
            return fault
        case .temporary(let fault):
            if claimed.attempts >= timing.attempts {
                await settle(claimed, .failed(error: fault.code))
                logger.notice("a message \(notice.kind.rawValue) was given up after many attempts: \(fault)")
            } else {
                let time = now() + timing.retry(after: claimed.attempts)
                await settle(claimed, .again(at: time, error: fault.code))
            }
            return fault
        }
    }

    private func message(_ notice: Notice, _ claimed: ClaimedNotice) -> OutgoingMessage? {
        let text = NoticeText(notice, texts: texts, site: site())
        let recipient: OutgoingMessage.Recipient?
        switch notice.to.channel {
        case .email: recipient = MailAddress(notice.to.address).map { .email($0) }
        case .mobile: recipient = MobileNumber(notice.to.address).map { .mobile($0) }
        }
        guard let recipient else { return nil }
        return OutgoingMessage(
            id: claimed.id, recipient: recipient, subject: text.subject,
            text: notice.to.channel == .email ? text.body : text.short, date: claimed.createdAt)
    }

    /// Sends it. A service that is told to stop waits a while for it, and then cuts it off.
    private func carry(_ message: OutgoingMessage, by carrier: any MessageCarrier) async -> CarrierOutcome {
        let patience = timing.patience
        return await withTaskGroup(of: CarrierOutcome?.self) { group in
            group.addTask { await carrier.carry(message) }
            group.addTask {
                try? await gracefulShutdown()
                try? await Task.sleep(for: patience)
                return nil
            }
            var outcome: CarrierOutcome?
            // Whichever ends first ends the other; the carrier is waited for in any case.
            for await ended in group {
                outcome = outcome ?? ended
                group.cancelAll()
            }
            return outcome ?? .temporary(CarrierFault("stopped"))
        }
    }

    /// Until it is stored: what has gone must not go again because the disk was full for a moment.
    private func settle(_ claimed: ClaimedNotice, _ outcome: NoticeOutcome) async {
        while true {
            do {
                return try await register.settle(claimed, outcome, now: now())
            } catch {
                logger.error("what became of a message can't be stored: \(error)")
                guard !isStopping else { return }
                await wait(atMost: timing.poll)
            }
        }
    }

    // MARK: Waiting

    private func tidy() async {
        while !isStopping {
            do {
                try await register.purgeNotices(retention, now: now())
                try await register.purgeSessions(rules: codes, now: now())
            } catch {
                logger.error("old messages and sessions can't be taken away: \(error)")
            }
            await wait(atMost: timing.tidying)
        }
    }

    private func wait(atMost time: Duration) async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: time) }
    }

    private func waitForNotices(beyond seen: UInt64) async {
        await cancelWhenGracefulShutdown {
            await withTaskGroup { group in
                group.addTask { await register.notices.wait(beyond: seen) }
                group.addTask { try? await Task.sleep(for: timing.poll) }
                await group.next()
                group.cancelAll()
            }
        }
    }
}
