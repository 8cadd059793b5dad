import SQLStore

/// How far the successor of a key is: announced to the gates, and in use only when they have it.
///
///     (none) -announce-> unpublished -publication-> waiting -gates, or time-> ready -put in use-> (none)
///
/// A pass that a gate can't verify is an honest holder turned away, so the wait is for gates, not for a clock; the clock is for
/// gates that never report.
package struct KeyRotation: Hashable, Sendable {
    package enum Stage: String, Hashable, Sendable {
        /// There is no successor.
        case settled
        /// Announced here; no publication has told of it yet.
        case unpublished
        /// Told; not every gate is known to have it.
        case waiting
        /// It may be put in use.
        case ready
    }

    /// Eight days: what a timestamp is good for. A gate that was not brought up to date for so long refuses for other reasons.
    package static let defaultWait: Int64 = 8 * 86_400

    package let use: RegisterKey.Use
    /// The key that signs; nil where it was condemned.
    package let current: RegisterKey?
    package let announced: RegisterKey?
    package let stage: Stage
    /// The enrolled gates that are not known to have the announced key.
    package let missing: [String]
    /// When it may sign although gates are missing: seconds since 1970.
    package let until: Int64?

    /// - Parameters:
    ///   - gates: every gate that reports in, and whether it is known to go by a publication that has the announced key.
    init(
        _ use: RegisterKey.Use, current: RegisterKey?, announced: RegisterKey?, gates: [(gate: String, hasIt: Bool)],
        now: Int64
    ) {
        self.use = use
        self.current = current
        self.announced = announced
        guard let announced, let announcement = announced.announcement else {
            (stage, missing, until) = (.settled, [], nil)
            return
        }
        let missing = gates.filter { !$0.hasIt }.map(\.gate)
        self.missing = missing
        let until = announcement.publishedAt.map { $0 + announcement.wait }
        self.until = until
        if Self.isFree(use, hasCurrent: current != nil) {
            stage = .ready
        } else if let until {
            // Without a current one receipts can't be given, and gates that get none can't tell what they have: they know the
            // new key before they believe its first receipt, and ask again until then.
            let isUrgentReceipt = use == .receipt && current == nil
            let isKnown = !gates.isEmpty && missing.isEmpty
            stage = isUrgentReceipt || isKnown || now >= until ? .ready : .waiting
        } else {
            stage = .unpublished
        }
    }

    /// No gate goes by the audit key. And a publication is taken whole: where there is no status key that signs, none can be made
    /// until there is, and what it signs comes along with it.
    private static func isFree(_ use: RegisterKey.Use, hasCurrent: Bool) -> Bool {
        use == .audit || (use == .status && !hasCurrent)
    }
}

extension KeyRotation {
    /// From the database.
    static func read(_ use: RegisterKey.Use, now: Int64, _ database: any SQLReading) throws -> KeyRotation {
        let keys = try KeyStore.all(database).filter { $0.use == use }
        let announced = keys.first { $0.state == .announced }
        let version = announced?.announcement?.version
        let gates = try GateStore.all(database).filter { $0.revokedAt == nil }.map { gate in
            (
                gate: gate.gate,
                hasIt: try version.flatMap { try TrustMarkStore.since(version: $0, gate: gate.gate, database) } != nil
            )
        }
        return KeyRotation(
            use, current: keys.first { $0.state == .current }, announced: announced, gates: gates, now: now)
    }
}
