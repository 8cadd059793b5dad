import ArgumentParser
import CommandSupport
import GateCore
import PassFormat
import PassVerify
import StrictJSON
import TrustFiles

/// `portgate status`: how the gate is, as one JSON line.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Says how the gate is: trust, clock, journal, alarms.")

    @OptionGroup var home: HomeOption

    func run() async throws {
        try await home.withGate { gate in
            let state = await gate.state()
            let alarms = await gate.alarms
            var members: JSONObject = [
                "gate": .text(gate.home.configuration.gate), "now": .integer(state.now),
                "clockSuspect": .bool(state.isClockSuspect),
                "alarms": .array(
                    alarms.map {
                        .object([
                            "code": .text($0.code.string), "sentence": .text($0.sentence), "time": .integer($0.time),
                        ])
                    }),
            ]
            if let age = state.trustAge { members["trustAge"] = .integer(age) }
            if let level = state.level { members["level"] = .integer(Int64(level.rawValue)) }
            if let inside = state.inside { members["inside"] = .integer(inside) }
            if let backlog = state.backlog { members["backlog"] = .integer(backlog) }
            switch state.lists {
            case .open: members["lists"] = .text("open")
            case .closed(let sentence): members["lists"] = .text(sentence)
            case .absent, nil: break
            }
            // Without any, nobody is asked for a PIN: that is said.
            if let hasGuards = state.hasGuards { members["guards"] = .bool(hasGuards) }
            if let duty = state.onDuty { members["onDuty"] = .text(duty.name.string) }
            if let evacuation = state.evacuation { members["evacuation"] = .integer(evacuation.since) }
            if let out = state.cardsOut, out > 0 { members["cardsOut"] = .integer(out) }
            if let trouble = state.trouble { members["trouble"] = .text(trouble) }
            if let service = gate.home.configuration.service { members["service"] = .text(service) }
            try StandardOutput.write(JSONWriter.compact(.object(members)) + [UInt8(ascii: "\n")])
        }
    }
}
