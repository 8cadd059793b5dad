package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

extension Gate {
    /// Tells the office of something: it travels with the journal, and is a task there.
    ///
    /// - Parameter concerns: the scan or other record that it is about.
    /// - Throws: `GateError` with code `request` for a text that breaks its limits or a record that is not there; else when it could not be
    ///   written.
    package func report(
        _ subject: ReportEvent.Subject, concerns: JournalPlace? = nil, number: WireText? = nil,
        plate: WireText? = nil, note: WireText? = nil, guardName: WireText? = nil
    ) throws -> JournalPlace {
        let time = clock.read()
        let now = observe(time)
        // Of the same texts as a passage, and with the same limits.
        let texts = try PassageRequest(
            cause: .crew, admits: false, number: number, plate: plate, note: note, guardName: guardName
        ).normalised(at: now.now)
        let template = entry(.trustApplied, at: time, now)
        let name = nameOnRecord(guardName)
        return try commit { journal in
            let about = try concerns.map { try Self.record(at: $0, journal.database) }
            let event = ReportEvent(
                subject: subject, concerns: concerns, number: texts.number ?? about?.number,
                plate: texts.plate ?? about?.plate, note: texts.note, guardName: name)
            return try journal.append(
                JournalEntry(
                    moment: template.moment, time: template.time, trust: template.trust, event: .report(event)))
        }
    }

    private static func record(
        at place: JournalPlace, _ database: any SQLReading
    ) throws -> (number: WireText?, plate: WireText?) {
        guard let epoch = try EpochStore.find(place.epoch, database),
            let bytes = try RecordStore.record(epoch: epoch.seq, sequence: place.sequence, database),
            let record = try? JournalRecord(decoding: bytes)
        else { throw GateError(.request, "what this is about is not in this gate's journal") }
        switch record.event {
        case .scan(let scan): return (scan.pass?.number, scan.plate)
        case .passage(let passage): return (passage.number, passage.plate)
        default: return (nil, nil)
        }
    }
}
