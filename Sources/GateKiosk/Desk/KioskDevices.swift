package import PassVerify

/// A scanner that this program has taken for itself.
package struct ScannerState: Hashable, Sendable {
    /// What people call it.
    package let name: String
    /// Whether it is plugged in and answers.
    package let isWorking: Bool

    package init(name: String, isWorking: Bool) {
        self.name = name
        self.isWorking = isWorking
    }
}

/// What stands around the kiosk beside its screen. Its scanners bring their texts by ``KioskDesk/read(_:from:direction:)``.
package protocol KioskDevices: Sendable {
    func scanners() async -> [ScannerState]
    /// Whether the barrier answers; nil where there is none.
    func barrierWorks() async -> Bool?
    /// Opens the barrier for somebody who was let through, once.
    func open(_ direction: Direction) async
}
