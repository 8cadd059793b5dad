import GateMessages
import PassCrypto
import PassFormat
import SQLStore
import StrictJSON

/// Holds a gate's wall clock against the service's, against the gate's time since boot, and against its clock floor.
struct ClockWatch {
    /// Seconds that two clocks may go apart between two records: an ordinary correction by the network.
    static let jump: Int64 = 120
    /// Seconds that a record may be written after it came.
    static let lead: Int64 = 300

    let gate: String
    let now: Int64
    let database: any SQLWriting

    func look(at arrived: ArrivedRecord, after last: JournalState.Last?) throws {
        let moment = arrived.record.moment
        let place = arrived.record.place
        let boot = Hex.encode(moment.boot)
        let atRecord = "\(place.epoch.hex)/\(place.sequence)"
        if let last, last.boot == moment.boot {
            let byWall = moment.wall.saturatingSubtraction(last.wall)
            let byUptime = moment.uptime.saturatingSubtraction(last.uptime) / 1_000
            let difference = byWall.saturatingSubtraction(byUptime)
            if difference > Self.jump || difference < -Self.jump || moment.uptime < last.uptime {
                try report("jump", at: atRecord, arrived, ["seconds": .integer(difference)])
            }
        } else if let last, moment.wall < last.wall.saturatingSubtraction(Self.jump) {
            let seconds = moment.wall.saturatingSubtraction(last.wall)
            try report("backwards", at: atRecord, arrived, ["seconds": .integer(seconds)])
        }
        // These hold for every record of a boot: once is enough.
        let lead = moment.wall.saturatingSubtraction(arrived.receivedAt)
        if lead > Self.lead { try report("ahead", at: boot, arrived, ["seconds": .integer(lead)]) }
        let below = moment.floor.saturatingSubtraction(moment.wall)
        if below > Self.jump { try report("below-floor", at: boot, arrived, ["seconds": .integer(below)]) }
        if case .clock(let event) = arrived.record.event, event.change == .reset {
            try report("reset", at: atRecord, arrived, ["people": .texts(event.people.map(\.string))])
        }
    }

    private func report(_ what: String, at name: String, _ arrived: ArrivedRecord, _ detail: JSONObject) throws {
        var detail = detail
        detail["what"] = .text(what)
        let place = arrived.record.place
        try FindingStore.add(
            Finding(
                .clock, name: "\(what)/\(gate)/\(name)", gate: gate, epoch: place.epoch, sequence: place.sequence,
                time: arrived.time, detail: detail),
            at: now, database)
    }
}
