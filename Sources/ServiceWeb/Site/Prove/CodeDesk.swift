import Hummingbird
import Register

/// Sends the codes by which people prove how they are reached, and takes them back from who typed them: for each page that asks.
struct CodeDesk: Sendable {
    let register: Register
    let limits: WebLimits
    private let limiter: RateLimiter
    /// Seconds since 1970.
    let now: @Sendable () -> Int64

    init(register: Register, limits: WebLimits, now: @escaping @Sendable () -> Int64) {
        self.register = register
        self.limits = limits
        self.now = now
        limiter = RateLimiter(burst: limits.proofs, interval: limits.proofInterval)
    }

    /// Who comes over a proxy on this machine is not one client but many.
    private func client(_ page: PageContext) -> String? {
        page.context.isFromThisMachine ? nil : page.context.client
    }

    /// Seconds that whoever asks has to wait; nil for none. It counts this time.
    func wait(_ page: PageContext) -> Int64? {
        client(page).flatMap { limiter.take($0, at: .now) }.map { max(1, $0.components.seconds) }
    }

    func send(to target: CodeTarget, _ page: PageContext) async throws -> CodeAnswer {
        try await register.sendCode(
            to: target, language: page.language, client: client(page), rules: limits.codes, now: now())
    }

    /// Takes a code. Who typed the right one has the contact that it was sent to from then on, and nil is the answer.
    func take(_ typed: String, of handle: CodeHandle, _ page: PageContext) async throws -> CodePage.Failure? {
        switch try await register.proveCode(handle, typed: typed, rules: limits.codes, now: now()) {
        case .proved(let contact):
            try await page.context.session.grant(.contact(contact), limits: limits.proofLasts)
            return nil
        case .wrong(let left): return .wrong(left: left)
        case .over: return .over
        }
    }
}
