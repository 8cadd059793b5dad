import GateMessages
import SQLStore

/// The tables of a shift, as the records tell it: whatever is written, now or later, changes them in the same transaction.
enum ShiftTables {
    static func follow(
        _ event: JournalEvent, at place: JournalPlace, time: Int64, _ database: any SQLWriting
    ) throws {
        switch event {
        case .shift(let name, let begins):
            if begins {
                try DutyStore.set(OnDuty(name: name, since: time, place: place), database)
            } else {
                try DutyStore.clear(database)
            }
        case .handOver: try HandOverStore.add(place, at: time, database)
        case .card(let card): try CardStore.follow(card, at: time, database)
        case .evacuation(let evacuation): try EvacuationStore.follow(evacuation, at: time, database)
        case .passage(let passage): try EmergencyStore.follow(passage, at: place, time, database)
        case .tray(let tray): try LaneStore.follow(tray, at: place, database)
        case .scan, .override, .opened, .trustApplied, .clock, .alarm, .report, .guards, .checkpoint, .unknown: return
        }
    }

    /// Forgets what nobody needs any more.
    static func prune(before time: Int64, _ database: any SQLWriting) throws {
        try EmergencyStore.remove(leftBefore: time, database)
        try TrailerStore.remove(before: time - 30 * 86_400, database)
        try HandOverStore.remove(before: time, database)
    }
}
