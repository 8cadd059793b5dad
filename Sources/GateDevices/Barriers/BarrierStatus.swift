/// How the barrier is.
package struct BarrierStatus: Hashable, Sendable {
    /// `missing` until it was reached for the first time.
    package internal(set) var state = DeviceState.missing
    /// It was raised, and is not known to be down again.
    package internal(set) var isOpen = false
    /// Openings that were carried out; one that prolonged another counts too.
    package internal(set) var openings = 0
    /// Openings that failed or came too late.
    package internal(set) var failures = 0
}
