/// How a gate stands with its service, for the screen.
package struct LinkState: Hashable, Sendable {
    /// When trust was last fetched, or found to be the newest: the machine's clocks then.
    package var lastSync: MachineTime?
    /// Why the last attempt failed; nil when it did not.
    package var syncTrouble: String?
    /// When journals and presence were last exchanged.
    package var lastExchange: MachineTime?
    package var exchangeTrouble: String?
    /// Turns in a row in which not all photos could be had.
    package var photoFailures = 0

    package init() {}
}
