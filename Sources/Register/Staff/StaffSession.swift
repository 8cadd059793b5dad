/// A browser in which somebody of the staff is signed in.
package struct StaffSession: Hashable, Sendable {
    /// Names it among a person's own, for who ends it: opens nothing.
    package let number: Int64
    package let createdAt: Int64
    package let seenAt: Int64
    /// When a second factor was given last.
    package let provedAt: Int64
    /// The address of the connection that it began with, as the service saw it.
    package let client: String
    /// What the browser says that it is.
    package let agent: String

    /// Whether the second factor was given so lately that grave acts need no other one.
    package func isFresh(at now: Int64) -> Bool { now - provedAt < Self.fresh && provedAt <= now }

    /// Seconds for which a second factor is good for grave acts.
    package static let fresh: Int64 = 300
    /// Half an hour without a request, and a day's work at most.
    package static let limits = SessionLimits(idle: 1_800, absolute: 43_200)
    static let agentBytes = 200
}

/// Who asks, and in which session.
package struct StaffOnDuty: Hashable, Sendable {
    package let member: StaffMember
    package let session: StaffSession

    package var principal: Principal {
        get throws(RegisterError) { try member.handle.principal }
    }
}
