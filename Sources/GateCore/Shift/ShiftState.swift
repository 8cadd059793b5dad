import SQLStore

/// What a gate holds in hand of its shift, as its memory has it.
struct ShiftState: Sendable {
    let hasGuards: Bool
    let onDuty: OnDuty?
    let evacuation: Evacuation?

    init(_ database: any SQLReading) throws {
        hasGuards = try GuardStore.count(database) > 0
        onDuty = try DutyStore.current(database)
        evacuation = try EvacuationStore.current(database)
    }
}
