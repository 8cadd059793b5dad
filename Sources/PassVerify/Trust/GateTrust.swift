package import PassFormat

/// One generation of what the gate decides by, immutable: metadata and targets that were applied together.
///
/// A class so that a decision can hold on to its generation at the price of one reference.
package final class GateTrust: Hashable, Sendable {
    package let keys: TrustedKeys
    package let policy: GatePolicy
    package let statusLists: StatusLists
    /// For each compromised key what the register signed with it.
    package let issuedSets: [KeyID: IssuedSet]
    package let hotList: HotList
    package let ships: ShipTimes
    package let level: SecurityLevel
    /// The signed `issued` of the timestamp of this generation: seconds since 1970.
    package let issued: Int64

    package init(
        keys: TrustedKeys, policy: GatePolicy, statusLists: StatusLists, issuedSets: [KeyID: IssuedSet] = [:],
        hotList: HotList = .empty, ships: ShipTimes = .none, level: SecurityLevel, issued: Int64
    ) {
        self.keys = keys
        self.policy = policy
        self.statusLists = statusLists
        self.issuedSets = issuedSets
        self.hotList = hotList
        self.ships = ships
        self.level = level
        self.issued = issued
    }

    /// Seconds since this trust was issued. One from the future is a matter of the clock, not of age: 0.
    package func age(at now: Int64) -> Int64 {
        max(0, now.subtractingClamped(issued))
    }

    /// Equal by identity: a generation is applied once.
    package static func == (left: GateTrust, right: GateTrust) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
