package import StrictJSON

/// One thing that the page is told.
package struct KioskEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        /// The answer of a scan is on the screen.
        case shown
        /// An amber or red was left without a decision, because the next scan came.
        case unfinished
        /// A guard decided.
        case decided
        case tray
        /// How the gate is has changed.
        case state
    }

    package let id: Int64
    package let kind: Kind
    package let members: JSONObject

    var json: JSONValue {
        var all: JSONObject = ["id": .integer(id), "type": .text(kind.rawValue)]
        for member in members.members { all[member.name] = member.value }
        return .object(all)
    }
}

/// The last events, for pages that ask what is new since one that they know.
package struct EventRing: Sendable {
    package static let most = 256

    private var events: [KioskEvent] = []
    /// The id of the newest event.
    package private(set) var newest: Int64

    /// - Parameter start: where ids begin. One that no earlier run of the program came near, so that a page that slept through a
    ///   restart is told that it missed something.
    package init(start: Int64) {
        newest = start
    }

    package mutating func add(_ kind: KioskEvent.Kind, _ members: JSONObject) {
        newest += 1
        if events.count == Self.most { events.removeFirst() }
        events.append(KioskEvent(id: newest, kind: kind, members: members))
    }

    /// - Returns: what came after an event; nil when some of that is gone, or the event is of another run.
    package func after(_ id: Int64) -> [KioskEvent]? {
        guard id <= newest, id >= newest - Int64(events.count) else { return nil }
        return Array(events.suffix(Int(newest - id)))
    }
}
