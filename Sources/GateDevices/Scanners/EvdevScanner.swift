internal import Glibc

/// A scanner that is a keyboard to the kernel, read from its event device and taken from everybody else.
package struct EvdevScanner: ScannerSource {
    package let name: String
    package let pause: Duration
    package let path: String
    private let access: any ExclusiveAccess
    private let open: @Sendable (String) throws(DeviceError) -> Descriptor

    /// - Parameters:
    ///   - access: How the device becomes ours alone; tests have no kernel that would give it.
    ///   - open: Tests hand out a pipe here.
    package init(
        name: String, path: String, pause: Duration, access: any ExclusiveAccess = KernelGrab(),
        open: @escaping @Sendable (String) throws(DeviceError) -> Descriptor = Self.device
    ) {
        self.name = name
        self.path = path
        self.pause = pause
        self.access = access
        self.open = open
    }

    /// The device that the kernel has under this path.
    package static let device: @Sendable (String) throws(DeviceError) -> Descriptor = { path throws(DeviceError) in
        try Descriptor.device(path, O_RDONLY)
    }

    package func connect() throws(DeviceError) -> Descriptor {
        let device = try open(path)
        try access.claim(device, path: path)
        return device
    }

    package func makeDecoder() -> any ScanDecoder { EvdevDecoder(pause: pause) }
}
