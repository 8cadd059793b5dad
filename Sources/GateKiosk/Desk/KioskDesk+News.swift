import GateMessages
import PassVerify
import StrictJSON

// What the page is told.
extension KioskDesk {
    struct News {
        let next: Int64
        /// Nil when some of what the page missed is gone: then it gets what is on the screen instead.
        let events: [KioskEvent]?
        let shown: JSONObject?
    }

    /// - Parameters:
    ///   - id: the last event that the page knows; nil for a page that has just come.
    ///   - patience: how long nothing new is waited for.
    func news(after id: Int64?, within patience: Duration) async -> News {
        await restore()
        let end = ContinuousClock.now + patience
        while true {
            let rings = bell.rings
            await lookAtState()
            guard let id, let events = ring.after(id) else {
                return News(next: ring.newest, events: nil, shown: screen.visible?.members)
            }
            let left = ContinuousClock.now.duration(to: end)
            guard events.isEmpty, left > .zero, !bell.isClosed, !Task.isCancelled else {
                return News(next: ring.newest, events: events, shown: nil)
            }
            // How the gate is changes by itself too.
            await bell.wait(since: rings, within: min(left, .seconds(2)))
        }
    }

    /// Something that the strip shows was changed.
    func stateChanged() {
        stateSeen = nil
        tell(.state, [:])
    }

    /// A shift began: what the last one had read is told once more.
    func shiftBegan() {
        dismissed = []
        written()
    }

    func dismiss(_ banner: KioskBanner) {
        dismissed.insert(banner)
        stateChanged()
    }

    /// Which of the banners that hold now nobody has read in this shift. One whose cause went is shown anew when it comes back.
    func unread(_ banners: [KioskBanner]) -> [KioskBanner] {
        dismissed.formIntersection(banners)
        return banners.filter { !dismissed.contains($0) }
    }

    private func lookAtState() async {
        let gist = await KioskState(desk: self).gist()
        defer { stateSeen = gist }
        guard let stateSeen, stateSeen != gist else { return }
        tell(.state, [:])
    }

    func tell(_ kind: KioskEvent.Kind, _ members: JSONObject) {
        ring.add(kind, members)
        bell.ring()
    }

    /// For the strip.
    var particulars: Particulars {
        Particulars(
            direction: isPatrol ? .check : direction, unfinished: screen.unfinished.count,
            tray: tray?.members.count, dropped: waiting.dropped, lastRead: lastRead)
    }

    struct Particulars {
        let direction: Direction?
        let unfinished: Int
        /// How many scans are in the open tray; nil while none is open.
        let tray: Int?
        let dropped: Int64
        let lastRead: [ScanSource: ContinuousClock.Instant]
    }
}
