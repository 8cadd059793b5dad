/// docs/single-windows.md, in constants.
package enum WindowProtocol {
    package static let name = "portpass-windows/1"
    /// Bytes of a message either way.
    package static let longestMessage = 4_096
    /// Seconds by which a window's clock may be ahead of ours.
    package static let clockTolerance: Int64 = 300
}
