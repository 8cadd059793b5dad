/// The scans of the last seconds: a code that is held before the reader, or read by two of them, is one event.
struct RecentScans {
    /// Milliseconds for which the same code is the same event (DESIGN section 3).
    static let window: Int64 = 10_000
    /// More than anybody can show in that time.
    private static let most = 256

    private struct Seen {
        let request: ScanRequest
        let result: ScanResult
        let time: MachineTime

        func isRecent(at now: MachineTime) -> Bool { time.boot == now.boot && now.uptime - time.uptime < window }
    }

    /// Oldest first.
    private var seen: [Seen] = []

    /// The answer that the same request got a moment ago. Not after new trust: a revocation counts at once.
    mutating func answer(to request: ScanRequest, at time: MachineTime) -> ScanResult? {
        while let oldest = seen.first, !oldest.isRecent(at: time) { seen.removeFirst() }
        return seen.last { $0.isRecent(at: time) && $0.request.isSameShowing(as: request) }?.result
    }

    mutating func note(_ request: ScanRequest, _ result: ScanResult, at time: MachineTime) {
        if seen.count == Self.most { seen.removeFirst() }
        seen.append(Seen(request: request, result: result, time: time))
    }

    mutating func forget() {
        seen.removeAll()
    }
}
