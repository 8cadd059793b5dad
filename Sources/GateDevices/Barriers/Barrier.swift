/// What raises and lowers a barrier. The calls block, at most for about `patience`; they are never made two at a time.
package protocol Barrier: Sendable {
    /// How long a call may take before it counts as failed.
    var patience: Duration { get }

    /// Raises the barrier, or keeps it raised.
    ///
    /// - Parameter pulse: How long until `lower` is called, unless another opening comes; for devices that count by themselves.
    func raise(_ direction: BarrierDirection, for pulse: Duration) throws(DeviceError)

    /// Lets it go down. Also called when the program begins and ends, whatever was before.
    func lower() throws(DeviceError)
}
