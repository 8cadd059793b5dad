import GateCore
import GateMessages
import PassFormat
import PassVerify
import StrictJSON

// The vehicle lane.
extension KioskDesk {
    /// Begins a tray, or gives one up.
    func openTray(_ isOpen: Bool) async {
        await restore()
        tray = isOpen ? tray ?? VehicleTray() : nil
        await trayChanged()
    }

    /// The plate of a trailer that has no pass; nil for none.
    ///
    /// - Throws: `GateError`; then it is as it was.
    func draw(_ plate: WireText?) async throws {
        guard let tray else { throw GateError(.request, "no tray is open") }
        try await gate.keepTray(tray.places, trailerPlate: plate)
        self.tray?.trailerPlate = plate
        tellTray()
    }

    /// What is scanned while a tray is open goes into it.
    func collect(_ scan: ShownScan) async {
        if tray?.collect(scan) == true { await trayChanged() }
    }

    /// Takes a scan out of the tray, or says what it is.
    ///
    /// - Parameter role: nil to take it out.
    /// - Returns: whether it is there.
    func change(_ handle: ScanHandle, to role: TrayScan.Role?) async -> Bool {
        guard tray?.change(handle, to: role) == true else { return false }
        await trayChanged()
        return true
    }

    /// The guard closes the tray: one record of everything in it.
    ///
    /// - Throws: `GateError`; then the tray stays open.
    func closeTray(admits: Bool) async throws -> Gate.ClosedTray {
        guard let closing = tray, let first = closing.members.first else {
            throw GateError(.request, "nothing is in the tray")
        }
        // Closed once: what is scanned while it is written belongs to nobody's tray.
        tray = nil
        do {
            let closed = try await gate.closeTray(
                TrayRequest(
                    direction: first.direction, admits: admits, members: closing.places,
                    trailerPlate: closing.trailerPlate))
            written()
            tellTray()
            if admits, first.direction == .in { await open(.in, closed.recording) }
            return closed
        } catch {
            tray = closing
            throw error
        }
    }

    /// What is in the tray is told, and outlives the program where the disk takes it.
    private func trayChanged() async {
        tellTray()
        stateChanged()
        if let tray {
            try? await gate.keepTray(tray.places, trailerPlate: tray.trailerPlate)
        } else {
            try? await gate.forgetTray()
        }
    }

    private func tellTray() { tell(.tray, trayMembers) }

    var trayMembers: JSONObject {
        var members: JSONObject = [
            "open": .bool(tray != nil), "members": .array((tray?.members ?? []).map(\.json)),
        ]
        if let plate = tray?.trailerPlate { members["trailerPlate"] = .text(plate.string) }
        return members
    }
}
