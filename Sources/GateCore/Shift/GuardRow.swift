package import GateMessages
package import PassFormat

/// Somebody who may be on duty.
package struct GuardRow: Hashable, Sendable {
    package let name: WireText
    package let role: GuardsEvent.Role
    /// Seconds since 1970.
    package let addedAt: Int64
    package let isOnDuty: Bool
    /// Seconds until a PIN may be tried again; nil when it may be now.
    package let waits: Int64?
}
