import Synchronization

/// Token buckets, one a client: a number at once, and one more in each interval.
final class RateLimiter: Sendable {
    /// Clients that are remembered. The one heard of longest ago makes room.
    private static let capacity = 20_000

    private struct Bucket {
        /// The moment at which the bucket is, or was, full again.
        var fullAt: ContinuousClock.Instant
    }

    private let burst: Int
    private let interval: Duration
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Precondition: `burst` is at least 1.
    init(burst: Int, interval: Duration) {
        precondition(burst >= 1)
        self.burst = burst
        self.interval = interval
    }

    /// Takes one, if there is one.
    /// - Returns: nil when there was, else how long until there is.
    func take(_ client: String, at now: ContinuousClock.Instant) -> Duration? {
        buckets.withLock { buckets in
            let start = max(buckets[client]?.fullAt ?? now, now)
            let wait = Self.wait(start, now, burst, interval)
            guard wait == nil else { return wait }
            if buckets[client] == nil, buckets.count >= Self.capacity { Self.makeRoom(&buckets, now) }
            buckets[client] = Bucket(fullAt: start + interval)
            return nil
        }
    }

    /// How long until there is one; nil when there is.
    func wait(_ client: String, at now: ContinuousClock.Instant) -> Duration? {
        buckets.withLock { buckets in
            Self.wait(max(buckets[client]?.fullAt ?? now, now), now, burst, interval)
        }
    }

    /// What is left now, and in how many seconds all of it is there again.
    func standing(_ client: String, at now: ContinuousClock.Instant) -> (left: Int, seconds: Int64) {
        let over = buckets.withLock { max($0[client]?.fullAt ?? now, now) } - now
        let seconds = over.components.seconds + (over.components.attoseconds > 0 ? 1 : 0)
        return (max(0, Int((interval * burst - over) / interval)), seconds)
    }

    private static func wait(
        _ fullAt: ContinuousClock.Instant, _ now: ContinuousClock.Instant, _ burst: Int, _ interval: Duration
    ) -> Duration? {
        let over = fullAt - now + interval - interval * burst
        return over > .zero ? over : nil
    }

    private static func makeRoom(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
        buckets = buckets.filter { $0.value.fullAt > now }
        guard buckets.count >= capacity, let oldest = buckets.min(by: { $0.value.fullAt < $1.value.fullAt }) else {
            return
        }
        buckets.removeValue(forKey: oldest.key)
    }
}
