import GateCore
import GateMessages
import PassFormat
import PassVerify
import StrictJSON

// What a guard decides about what stands on the screen, or stood there.
extension KioskDesk {
    /// Puts a scan on the screen again that was left without a decision.
    ///
    /// - Returns: whether it is still there.
    func reopen(_ handle: ScanHandle) -> Bool {
        guard var scan = screen.unfinished.first(where: { $0.handle == handle }) else { return false }
        scan.time = .now
        show(scan)
        return true
    }

    /// A guard decides. Told twice, it is decided once.
    ///
    /// - Throws: `GateError`; then nothing was decided.
    func decide(on handle: ScanHandle, admits: Bool, reason: WireText, supervisor: Credential?) async throws {
        guard screen.decision(on: handle) != admits else { return }
        guard deciding.insert(handle).inserted else {
            throw GateError(.request, "a decision on this scan is being written")
        }
        defer { deciding.remove(handle) }
        // Taken now: another scan may be on the screen when it is written.
        let scan = screen.scan(handle)
        let recording: ScanResult.Recording?
        do {
            recording = try await write(
                Decision(handle: handle, admits: admits, reason: reason, despite: scan?.news ?? []), supervisor)
        } catch {
            if let error = error as? GateError, error.code == .changed { renew(handle, error.reasons) }
            throw error
        }
        written()
        if let scan, admits, !waitsForTray(scan.direction) { await open(scan.direction, recording) }
        screen.decide(handle, admits: admits)
        tell(.decided, ["scan": .text(handle.text), "admits": .bool(admits)])
    }

    private struct Decision {
        let handle: ScanHandle
        let admits: Bool
        let reason: WireText
        /// What came up since the scan, and is on the screen.
        let despite: [WireText]
    }

    /// - Returns: nil for a scan that waits itself.
    private func write(_ decision: Decision, _ supervisor: Credential?) async throws -> ScanResult.Recording? {
        switch decision.handle {
        case .place(let place):
            return try await gate.decide(
                on: place, admits: decision.admits, reason: decision.reason, supervisor: supervisor,
                despite: decision.despite)
        case .ticket(let ticket):
            try await gate.decide(
                onWaiting: ticket, admits: decision.admits, reason: decision.reason, supervisor: supervisor,
                despite: decision.despite)
            return nil
        }
    }

    private func renew(_ handle: ScanHandle, _ news: [WireText]) {
        if let scan = screen.deny(handle, for: news) { tell(.shown, scan.members) }
    }
}
