import GateMessages
import PassFormat
import PassVerify
import SQLStore

/// What may have changed since a scan: looked at once more when a guard lets somebody in by it.
struct SecondLook {
    let trust: GateTrust?
    /// What this gate once saw ended.
    let ended: EndedPlaces
    let clock: GateClock

    /// What denies now and did not when the pass was shown, most serious first.
    ///
    /// - Parameter database: nil where it can't be read: then without what a supervisor has barred since.
    func news(of scan: KnownScan, _ database: (any SQLReading)?) throws -> [WireText] {
        guard let pass = scan.event.pass else { return [] }
        let told = scan.event.verdict == .deny ? scan.event.reasons : []
        return try denials(of: pass, expires: scan.expires, database).map { WireText($0.rawValue) }
            .filter { !told.contains($0) }
    }

    private func denials(
        of pass: ScanEvent.Pass, expires: Int64?, _ database: (any SQLReading)?
    ) throws -> [ReasonCode] {
        var codes: [ReasonCode] = []
        if let database, try BarredStore.contains(pass.number, database) { codes.append(.barred) }
        switch status(of: pass) {
        case .revoked: codes.append(.revoked)
        case .superseded: codes.append(.superseded)
        case .suspended: codes.append(.suspended)
        case .valid, nil: break
        }
        // A clock that is not believed denies nobody.
        if let expires, !clock.isSuspect, let skew = trust?.policy.clockSkew, clock.now - skew >= expires {
            codes.append(.expired)
        }
        return codes
    }

    private func status(of pass: ScanEvent.Pass) -> PassStatus? {
        guard let place = pass.status, let list = UInt32(exactly: place.list), let index = Int(exactly: place.index)
        else { return nil }
        return ended.status(of: list, index, by: trust?.statusLists)
    }
}
