/// How a device is, for the strip at the edge of the kiosk's screen.
package enum DeviceState: Hashable, Sendable {
    case working
    /// Not plugged in, or not looked for yet; it is tried again by itself.
    case missing
    /// There, and not usable: one plain sentence. It is tried again by itself.
    case failed(String)

    init(_ error: DeviceError) {
        self = error.code == .missing ? .missing : .failed(error.description)
    }
}
