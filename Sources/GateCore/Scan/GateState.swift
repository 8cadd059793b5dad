package import PassVerify
package import TrustFiles

/// How a gate is, for its screen.
package struct GateState: Hashable, Sendable {
    /// The gate's best knowledge of the time, seconds since 1970.
    package var now: Int64
    package var isClockSuspect: Bool
    package var direction: Direction
    package var hasBothDirections: Bool
    /// Seconds since the trust in force was issued; nil without any.
    package var trustAge: Int64?
    package var level: SecurityLevel?
    package var alarms: Int
    /// What a person should do something about.
    package var trouble: String?
    package var inside: Int64?
    /// Records that the service has not signed for.
    package var backlog: Int64?
    /// How far the sealed lists of the port can be read here; nil without trust.
    package var lists: PortLists.State?
    /// Whether anybody is, or was, on the list of guards: a list that was lost asks for PINs all the same. Without any, whoever stands
    /// there decides, and no PIN is asked for; nil while that is not known.
    package var hasGuards: Bool?
    package var onDuty: OnDuty?
    package var evacuation: Evacuation?
    /// Visitor cards in somebody's hands.
    package var cardsOut: Int64?
}

extension Gate {
    package func state() -> GateState {
        let now = observe(clock.read())
        let trust = applied?.trust
        let here = trust?.policy.gate(id)
        let counts = try? commit { journal in
            (
                inside: try PresenceStore.insideCount(journal.database),
                backlog: try EpochStore.backlog(journal.database),
                cardsOut: try CardStore.outCount(journal.database)
            )
        }
        return GateState(
            now: now.now, isClockSuspect: now.isSuspect, direction: here?.defaultDirection ?? .in,
            hasBothDirections: here.map { $0.allowsIn && $0.allowsOut } ?? true, trustAge: trust?.age(at: now.now),
            level: trust?.level, alarms: alarms.count, trouble: trouble, inside: counts?.inside,
            backlog: counts?.backlog, lists: applied?.lists.state, hasGuards: hasGuards, onDuty: onDuty,
            evacuation: evacuation, cardsOut: counts?.cardsOut)
    }
}
