package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

/// A tray that is open, as the journal tells it after a restart.
package struct OpenTray: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package let role: TrayEvent.Role
        package let scan: RecordedScan
    }

    package let members: [Member]
    /// Of a trailer whose pass was not read.
    package let trailerPlate: WireText?
    /// When it was changed last: seconds since 1970.
    package let time: Int64
}

extension Gate {
    /// Keeps what is in the open tray, so that a restart loses none of it.
    package func keepTray(_ members: [TrayRequest.Member], trailerPlate: WireText? = nil) throws {
        if let trailerPlate { try Self.checkPlain(trailerPlate, PassLimits.plate, "the trailer's plate") }
        let row = LaneStore.Row(members: members, plate: trailerPlate, time: observe(clock.read()).now)
        try commit { try LaneStore.keep(row, $0.database) }
    }

    /// No tray is open any more: it was closed, or given up.
    package func forgetTray() throws {
        try commit { try LaneStore.clear($0.database) }
    }

    /// The tray that was open when the program ended.
    ///
    /// - Returns: nil where none was. A scan that is no longer in the journal that is written is left out.
    package func openTray() throws -> OpenTray? {
        try commit { journal in
            guard let lane = try LaneStore.open(journal.database),
                let epoch = try EpochStore.newest(journal.database)
            else { return nil }
            let members = try lane.members.compactMap { member -> OpenTray.Member? in
                guard member.scan.epoch == epoch.epoch,
                    let bytes = try RecordStore.record(
                        epoch: epoch.seq, sequence: member.scan.sequence, journal.database),
                    let record = try? JournalRecord(decoding: bytes), let scan = RecordedScan(record)
                else { return nil }
                return OpenTray.Member(role: member.role, scan: scan)
            }
            return OpenTray(members: members, trailerPlate: lane.plate, time: lane.time)
        }
    }
}
