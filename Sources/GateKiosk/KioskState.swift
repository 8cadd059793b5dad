import GateCore
import PassFormat
import PassVerify
import StrictJSON

/// How the gate is, for the strip at the edge of the screen.
struct KioskState {
    let gate: Gate
    let link: GateLink?

    func json() async -> JSONValue {
        let state = await gate.state()
        var members: JSONObject = [
            "gate": .text(gate.id.string), "direction": .text(state.direction.rawValue), "now": .integer(state.now),
            "clockSuspect": .bool(state.isClockSuspect), "both": .bool(state.hasBothDirections),
            "alarms": .integer(Int64(state.alarms)),
        ]
        if let age = state.trustAge { members["trustAge"] = .integer(age) }
        if let level = state.level { members["level"] = .integer(Int64(level.rawValue)) }
        if state.trouble != nil { members["trouble"] = .bool(true) }
        if let hasGuards = state.hasGuards { members["guards"] = .bool(hasGuards) }
        if let duty = state.onDuty { members["onDuty"] = .text(duty.name.string) }
        if let evacuation = state.evacuation { members["evacuation"] = .integer(evacuation.since) }
        if let out = state.cardsOut { members["cardsOut"] = .integer(out) }
        if let inside = state.inside { members["inside"] = .integer(inside) }
        if let backlog = state.backlog { members["backlog"] = .integer(backlog) }
        if let link {
            members["online"] = .bool(link.state.syncTrouble == nil && link.state.lastSync != nil)
        }
        return .object(members)
    }
}
