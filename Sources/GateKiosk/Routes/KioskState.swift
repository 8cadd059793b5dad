import Foundation
import GateCore
import PassFormat
import PassVerify
import StrictJSON
import TrustFiles

/// How the gate is, for the strip at the edge of the screen and the page of its details.
struct KioskState {
    let desk: KioskDesk

    /// What changes by the passing of time alone.
    private static let passing: [ExactText] = ["now", "trustAge", "backlog", "diskFree", "lastSync", "readers"]

    /// Without what changes by the passing of time alone: when this differs, the page is told at once.
    func gist() async -> JSONObject {
        var members = await members()
        for name in Self.passing { members[name] = nil }
        return members
    }

    func members() async -> JSONObject {
        let gate = desk.gate
        let (state, outlook, alarms) = await (gate.state(), gate.outlook(), gate.alarms)
        let here = await desk.particulars
        var members: JSONObject = [
            "gate": .text(gate.id.string), "direction": .text((here.direction ?? state.direction).rawValue),
            "now": .integer(state.now), "clockSuspect": .bool(state.isClockSuspect),
            "both": .bool(state.hasBothDirections && here.direction != .check), "alarms": .integer(Int64(alarms.count)),
            "alarmCodes": .texts(Set(alarms.map(\.code.string)).sorted()),
            "unfinished": .integer(Int64(here.unfinished)), "dropped": .integer(here.dropped),
            "decisionAge": .integer(Gate.decisionAge), "paperLog": .integer(Gate.paperLog),
        ]
        if let tray = here.tray { members["tray"] = .integer(Int64(tray)) }
        if let age = state.trustAge { members["trustAge"] = .integer(age) }
        if let level = state.level { members["level"] = .integer(Int64(level.rawValue)) }
        if state.trouble != nil { members["trouble"] = .bool(true) }
        if let inside = state.inside { members["inside"] = .integer(inside) }
        if let backlog = state.backlog { members["backlog"] = .integer(backlog) }
        if let lists = state.lists { members["lists"] = .text(Self.word(lists)) }
        if let outlook {
            members["outlook"] = .object([
                "banner": .integer(outlook.banner), "check": .integer(outlook.check), "deny": .integer(outlook.deny),
            ])
        }
        if let guards = state.hasGuards { members["guards"] = .bool(guards) }
        members["onDuty"] = state.onDuty.map {
            .object(["name": .text($0.name.string), "since": .integer($0.since)])
        }
        if let evacuation = state.evacuation { members["evacuation"] = .integer(evacuation.since) }
        if let out = state.cardsOut { members["cardsOut"] = .integer(out) }
        if let devices = await desk.devices {
            members["scanners"] = .array(
                await devices.scanners().map { ["name": .text($0.name), "working": .bool($0.isWorking)] }
                    .map { JSONValue.object($0) })
            if let works = await devices.barrierWorks() { members["barrier"] = .bool(works) }
        }
        link(into: &members)
        let isDiskLow = disk(into: &members)
        let banners = KioskBanner.all(in: state, outlook: outlook, isDiskLow: isDiskLow, alarms: alarms.count)
        members["banners"] = .texts(await desk.unread(banners).map(\.rawValue))
        members["camera"] = .bool(desk.decoder != nil)
        members["readers"] = .object(
            JSONObject(
                here.lastRead.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    JSONMember(ExactText($0.key.rawValue), .integer($0.value.duration(to: .now).components.seconds))
                }))
        members["printer"] = .bool(FileManager.default.fileExists(atPath: Self.printing))
        return members
    }

    /// Where Debian's printing service answers.
    private static let printing = "/run/cups/cups.sock"
    /// Bytes: with less, the journal of some days has no room.
    private static let littleRoom: Int64 = 200_000_000

    private func link(into members: inout JSONObject) {
        guard let link = desk.link else { return }
        let state = link.state
        members["online"] = .bool(state.syncTrouble == nil && state.lastSync != nil)
        members["exchange"] = .bool(state.exchangeTrouble == nil)
    }

    /// - Returns: whether there is little room.
    private func disk(into members: inout JSONObject) -> Bool {
        let home = desk.gate.home.path
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: home),
            let free = attributes[.systemFreeSize] as? NSNumber
        else { return false }
        members["diskFree"] = .integer(free.int64Value)
        members["diskLow"] = .bool(free.int64Value < Self.littleRoom)
        return free.int64Value < Self.littleRoom
    }

    private static func word(_ state: PortLists.State) -> String {
        switch state {
        case .absent: "absent"
        case .open: "open"
        case .closed: "closed"
        }
    }
}
