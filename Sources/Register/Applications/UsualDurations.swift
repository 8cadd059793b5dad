import Synchronization

/// How long applications of each kind usually take, as it was found within the last minutes.
final class UsualDurations: Sendable {
    private static let lifetime: Int64 = 300

    private struct Found {
        let seconds: Int64?
        let at: Int64
    }

    private let found = Mutex<[ApplicationKind: Found]>([:])

    /// - Returns: nil where it has to be found anew; nil within where there was nothing to find.
    func value(of kind: ApplicationKind, now: Int64) -> Int64?? {
        found.withLock { found in
            guard let known = found[kind], (known.at..<known.at + Self.lifetime).contains(now) else { return nil }
            return .some(known.seconds)
        }
    }

    func remember(_ seconds: Int64?, of kind: ApplicationKind, now: Int64) {
        found.withLock { $0[kind] = Found(seconds: seconds, at: now) }
    }
}
