import HTTPTypes
import Hummingbird
import Register
import Synchronization

/// How much of the service a token's program may use, and that no two requests of one key are answered at once.
final class ProgramLimits: Sendable {
    private let limits: WebLimits
    private let requests: RateLimiter
    private let failures: RateLimiter
    private let flights = Mutex<Set<String>>([])

    init(limits: WebLimits) {
        self.limits = limits
        requests = RateLimiter(burst: limits.tokenRequests, interval: limits.tokenInterval)
        failures = RateLimiter(burst: limits.failures, interval: limits.failureInterval)
    }

    /// Runs `body`, unless the client tried too many tokens that are none. A proxy on this machine speaks for many.
    func countingFailures<Value>(
        _ context: ServiceContext, _ body: () async throws -> Value
    ) async throws -> Value {
        if context.isFromThisMachine { return try await body() }
        if let wait = failures.wait(context.client, at: .now) { throw ProgramProblem(.tooMany(wait)) }
        do { return try await body() } catch let error as ProgramProblem {
            if error.problem.status == .unauthorized { _ = failures.take(context.client, at: .now) }
            throw error
        }
    }

    /// Takes one of what a token has.
    /// - Throws: ``ProgramProblem`` where nothing is left.
    func take(_ holder: TokenHolder) throws(ProgramProblem) {
        guard let wait = requests.take(holder.token.hex, at: .now) else { return }
        throw ProgramProblem(
            Problem(
                .tooManyRequests, "too-many", "this token was used for more than it may be: see RateLimit",
                retryAfter: Problem.tooMany(wait).retryAfter))
    }

    /// What is left (draft-ietf-httpapi-ratelimit-headers-10): `r` requests now, and all of them again in `t` seconds.
    func add(to headers: inout HTTPFields, _ holder: TokenHolder) {
        let standing = requests.standing(holder.token.hex, at: .now)
        let window = (limits.tokenInterval * limits.tokenRequests).components.seconds
        headers[.rateLimitPolicy] = "\"token\";q=\(limits.tokenRequests);w=\(max(1, window))"
        headers[.rateLimit] = "\"token\";r=\(standing.left);t=\(standing.seconds)"
    }

    /// Begins a request of a key.
    /// - Returns: false while another is being answered.
    func begin(_ holder: TokenHolder, _ key: String) -> Bool {
        flights.withLock { $0.insert("\(holder.token.hex) \(key)").inserted }
    }

    func end(_ holder: TokenHolder, _ key: String) {
        _ = flights.withLock { $0.remove("\(holder.token.hex) \(key)") }
    }
}
