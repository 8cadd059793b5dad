package import Logging
package import Register
import ServiceLifecycle
package import SingleWindows

/// Asks single windows about what visits bring and fetch, and takes what they say: each window apart from the others, so that one that
/// is silent holds up nobody else.
package struct WindowClerk: Service {
    /// Questions sent in one round.
    private static let sentAtOnce = 100

    private let register: Register
    private let links: [SingleWindow: any WindowLink]
    private let timing: WindowTiming
    private let principal: Principal
    private let logger: Logger
    /// Seconds since 1970.
    private let now: @Sendable () -> Int64

    package init(
        register: Register, links: [SingleWindow: any WindowLink], timing: WindowTiming, principal: Principal,
        logger: Logger, now: @escaping @Sendable () -> Int64
    ) {
        self.register = register
        self.links = links
        self.timing = timing
        self.principal = principal
        self.logger = logger
        self.now = now
    }

    package func run() async throws {
        await recover()
        await withTaskGroup { group in
            for (window, link) in links { group.addTask { await serve(window, link) } }
        }
    }

    private var isStopping: Bool { Task.isCancelled || Task.isShuttingDownGracefully }

    private func recover() async {
        while !isStopping {
            do {
                _ = try await register.recoverQuestions(now: now())
                return
            } catch {
                logger.error("questions to single windows can't be looked for: \(error)")
                await wait()
            }
        }
    }

    private func serve(_ window: SingleWindow, _ link: any WindowLink) async {
        while !isStopping {
            await round(window, link)
            await wait()
        }
    }

    private func wait() async {
        await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(timing.seconds)) }
    }

    /// Takes what came, asks what is to be asked, sends what is due.
    package func round(_ window: SingleWindow, _ link: any WindowLink) async {
        do {
            try await takeWaiting(window, link)
            try await register.askWindows([window], repeats: timing.repeatSeconds, now: now())
            try await sendDue(window, link)
        } catch is CancellationError {
        } catch {
            logger.error("the \(window.rawValue) window could not be served; it is tried again: \(error)")
        }
    }

    private func takeWaiting(_ window: SingleWindow, _ link: any WindowLink) async throws {
        for reply in try await link.waiting() {
            guard !isStopping else { return }
            switch reply.content {
            case .success(let bytes):
                let outcome = try await register.takeReply(bytes, from: window, by: principal, now: now())
                note(outcome, window)
                // Only now: what is durable is not needed there any more.
                try await link.remove(reply, isGood: outcome.isGood)
            case .failure(let why):
                logger.warning("what lies at the \(window.rawValue) window is no reply: \(why.rawValue)")
                try await link.remove(reply, isGood: false)
            }
        }
    }

    private func sendDue(_ window: SingleWindow, _ link: any WindowLink) async throws {
        for _ in 0..<Self.sentAtOnce {
            guard !isStopping, let asked = try await register.claimQuestion(to: window, now: now()) else { return }
            switch await link.send(asked.question) {
            case .delivered: try await register.settleDelivered(asked, now: now())
            case .answered(let bytes):
                try await register.settleDelivered(asked, now: now())
                let outcome = try await register.takeReply(
                    bytes, from: window, to: asked.question, by: principal, now: now())
                note(outcome, window)
                guard let fault = Self.fault(outcome) else { continue }
                try await register.settleAnsweredBadly(asked, fault: fault, now: now())
                return
            case .failed(let word):
                logger.warning("the \(window.rawValue) window was not reached: \(word)")
                try await register.settleFailed(asked, fault: word, now: now())
                // The next one would fare no better.
                return
            }
        }
    }

    /// Why what was answered at once is no answer to what was asked.
    private static func fault(_ outcome: ReplyOutcome) -> String? {
        switch outcome {
        case .taken, .older, .refusal: nil
        case .repeated: "repeated"
        case .refused(let word): word
        }
    }

    private func note(_ outcome: ReplyOutcome, _ window: SingleWindow) {
        guard case .refused(let word) = outcome else { return }
        logger.warning("what the \(window.rawValue) window said was not taken: \(word)")
    }
}
