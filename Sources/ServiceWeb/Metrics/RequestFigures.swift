import Synchronization

/// Requests by part of the service, method and kind of status, and how long they took.
package final class RequestFigures: Sendable {
    /// Seconds. A page is some milliseconds; what takes longer than the last is found in the logs.
    static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

    private struct Key: Hashable {
        let part: String
        let method: String
        let status: Int
    }

    private struct Histogram {
        var buckets = [UInt64](repeating: 0, count: RequestFigures.bounds.count)
        var count: UInt64 = 0
        var sum = 0.0
    }

    private struct State {
        var requests: [Key: UInt64] = [:]
        var durations: [String: Histogram] = [:]
        var inFlight = 0
    }

    private let state = Mutex(State())

    package init() {}

    func began() { state.withLock { $0.inFlight += 1 } }

    func ended(_ part: String, method: String, status: Int, seconds: Double) {
        let key = Key(part: part, method: Self.methods.contains(method) ? method : "other", status: status / 100)
        state.withLock { state in
            state.inFlight -= 1
            state.requests[key, default: 0] += 1
            var histogram = state.durations[part] ?? Histogram()
            histogram.count += 1
            histogram.sum += seconds
            if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { histogram.buckets[place] += 1 }
            state.durations[part] = histogram
        }
    }

    /// Anybody may send any method; only these have a line of their own.
    private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]

    func write(to output: inout Exposition) {
        let state = state.withLock { $0 }
        output.family("portpass_http_requests_total", .counter, "Requests by part of the service, method and status.")
        for (key, count) in state.requests.sorted(by: {
            ($0.key.part, $0.key.method, $0.key.status) < ($1.key.part, $1.key.method, $1.key.status)
        }) {
            output.sample(
                "portpass_http_requests_total", "",
                [("part", key.part), ("method", key.method), ("status", "\(key.status)xx")], Double(count))
        }
        output.family(
            "portpass_http_request_seconds", .histogram, "From the head of a request to the head of its answer.")
        for (part, histogram) in state.durations.sorted(by: { $0.key < $1.key }) {
            var total: UInt64 = 0
            for (bound, count) in zip(Self.bounds, histogram.buckets) {
                total += count
                output.sample(
                    "portpass_http_request_seconds", "_bucket", [("part", part), ("le", String(bound))], Double(total))
            }
            output.sample(
                "portpass_http_request_seconds", "_bucket", [("part", part), ("le", "+Inf")], Double(histogram.count))
            output.sample("portpass_http_request_seconds", "_sum", [("part", part)], histogram.sum)
            output.sample("portpass_http_request_seconds", "_count", [("part", part)], Double(histogram.count))
        }
        output.single(
            "portpass_http_requests_in_flight", .gauge, "Requests that have no answer yet.", Double(state.inFlight))
    }
}
