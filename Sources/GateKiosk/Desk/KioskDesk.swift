package import GateCore
import GateMessages
import PassFormat
package import PassVerify
import StrictJSON

/// The guard's desk: every text that was read goes through here, one after the other, and what is to be seen comes from here.
///
/// Whoever brings a text while nobody works on the queue works on it; the others only lay theirs down.
package actor KioskDesk {
    /// How long a green stands on the screen (UX).
    static let greenFor: Duration = .seconds(4)
    /// A code that the camera goes on seeing is one showing; so long it may be out of sight.
    private static let cameraHold: Duration = .seconds(3)
    /// Scans without a decision that the guard can still turn to.
    private static let mostUnfinished = 50
    /// Decisions that a scan shown again is still told of.
    private static let mostDecided = 64

    nonisolated let gate: Gate
    nonisolated let link: GateLink?
    /// Reads the codes in pictures of the page's camera; nil for a kiosk without one.
    nonisolated let decoder: (any FrameDecoding)?
    /// Scanners and barrier; nil where there is only the page.
    private(set) var devices: (any KioskDevices)?
    nonisolated let photos = ShownPhotos()
    nonisolated let bell = Bell()

    private var waiting = WaitingTexts()
    private var isWorking = false
    private var lastReading: Int64 = 0
    private var ring: EventRing
    private var shown: ShownScan?
    /// What was on the screen and in the tray when the program ended, on its way back.
    private var restoring: Task<Void, Never>?
    private(set) var unfinished: [ShownScan] = []
    private var decided: [(handle: ScanHandle, admits: Bool)] = []
    /// What the camera saw a moment ago: there may be several codes in its picture.
    private var seen: [[UInt8]: ContinuousClock.Instant] = [:]
    /// Scans whose decision is being written.
    private var deciding: Set<ScanHandle> = []
    /// Which way scans go that name none; nil for the gate's own.
    private var direction: Direction?
    /// The vehicle lane: what is in the tray; nil while none is open.
    private(set) var tray: [TrayScan]?
    /// Of a trailer in it whose pass was not read.
    private var trailerPlate: WireText?
    private let isPatrol: Bool
    private(set) var lastRead: [ScanSource: ContinuousClock.Instant] = [:]
    private var stateSeen: JSONObject?
    /// Banners that were read in this shift.
    private var dismissed: Set<KioskBanner> = []

    /// - Parameter patrol: every scan is a look (`check`), for a laptop that is carried about.
    package init(
        gate: Gate, link: GateLink?, decoder: (any FrameDecoding)? = nil, patrol: Bool = false
    ) {
        self.gate = gate
        self.link = link
        self.decoder = decoder
        isPatrol = patrol
        var random = SystemRandomNumberGenerator()
        ring = EventRing(start: Int64.random(in: 1 << 20...1 << 50, using: &random))
    }

    /// Joins what stands around the kiosk: its scanners bring their texts here, its barrier is opened from here.
    package func attach(_ devices: any KioskDevices) {
        self.devices = devices
    }

    // MARK: Scans

    /// Takes what a scanner read. It is decided on in its turn, and shown by an event.
    ///
    /// - Parameter direction: which way, for a scanner that stands in one lane.
    /// - Returns: the number of the reading, which its event names.
    @discardableResult
    package func read(_ text: [UInt8], from source: ScanSource, direction: Direction? = nil) async -> Int64 {
        let text = Array(text.prefix(WaitingTexts.longest))
        lastReading += 1
        let reading = lastReading
        lastRead[source] = .now
        guard !(source == .camera && isHeld(text)) else { return reading }
        waiting.add(ReadText(reading: reading, text: text, source: source, direction: direction))
        guard !isWorking else { return reading }
        isWorking = true
        await restore()
        while let next = waiting.next() { await decide(next) }
        isWorking = false
        return reading
    }

    /// Whether the camera still sees what it saw a moment ago.
    private func isHeld(_ text: [UInt8]) -> Bool {
        let now = ContinuousClock.now
        seen = seen.filter { now < $0.value }
        defer { seen[text] = now + Self.cameraHold }
        return seen[text] != nil
    }

    private func decide(_ text: ReadText) async {
        let request = ScanRequest(
            text: text.text, direction: isPatrol ? .check : text.direction ?? direction, guardName: nil)
        let (result, jpeg) = await gate.scanWithPhoto(request)
        if case .durable = result.recording, !result.isRepeat { link?.journalGrew() }
        if result.verdict == .admit, !result.isRepeat, !waitsForTray(result.direction) {
            await open(result.direction, result.recording)
        }
        let photo = jpeg.map { "/api/scans/\(photos.show($0))/photo" }
        var scan = ShownScan(result, photo: photo, at: .now)
        scan.decision = decided.last { $0.handle == scan.handle }?.admits
        scan.answer["reading"] = .integer(text.reading)
        scan.answer["source"] = .text(text.source.rawValue)
        file(beforeShowing: scan)
        shown = scan
        tell(.shown, scan.members)
        await collect(scan)
    }

    /// The barrier opens for what is on the disk; on the way out for everybody.
    private func open(_ direction: Direction, _ recording: ScanResult.Recording?) async {
        guard let devices, direction != .check else { return }
        if case .durable? = recording { await devices.open(direction); return }
        if direction == .out { await devices.open(direction) }
    }

    /// Whether the barrier waits for the whole tray: a vehicle's pass alone lets nobody in.
    private func waitsForTray(_ direction: Direction) -> Bool { tray != nil && direction == .in }

    /// Somebody was let through without a code.
    func passed(_ direction: Direction, _ recording: ScanResult.Recording) async {
        written()
        // What waits for the disk is valid all the same where it was let through: ways out, and emergencies.
        await devices?.open(direction)
    }

    /// The journal has more: it may be sent, and the strip may have changed.
    func written() {
        link?.journalGrew()
        stateChanged()
    }

    /// What was on the screen without a decision is filed: the next one never waits. The same holder again is not another.
    private func file(beforeShowing scan: ShownScan) {
        unfinished.removeAll { $0.handle == scan.handle }
        guard let old = shown, old.isOpen, old.handle != scan.handle,
            old.number == nil || old.number != scan.number || old.direction != scan.direction
        else { return }
        unfinished.append(old)
        if unfinished.count > Self.mostUnfinished { unfinished.removeFirst() }
        tell(.unfinished, ["scan": .text(old.handle.text), "unfinished": .integer(Int64(unfinished.count))])
    }

    /// Puts a scan on the screen again that was left without a decision.
    ///
    /// - Returns: whether it is still there.
    func reopen(_ handle: ScanHandle) -> Bool {
        guard var scan = unfinished.first(where: { $0.handle == handle }) else { return false }
        file(beforeShowing: scan)
        scan.time = .now
        shown = scan
        tell(.shown, scan.members)
        return true
    }

    /// A guard decides. Told twice, it is decided once.
    ///
    /// - Throws: `GateError`; then nothing was decided.
    func decide(on handle: ScanHandle, admits: Bool, reason: WireText, supervisor: Credential?) async throws {
        guard decided.last(where: { $0.handle == handle })?.admits != admits else { return }
        guard deciding.insert(handle).inserted else {
            throw GateError(.request, "a decision on this scan is being written")
        }
        defer { deciding.remove(handle) }
        // Taken now: another scan may be on the screen when it is written.
        let scan = ([shown].compactMap { $0 } + unfinished).first { $0.handle == handle }
        let recording: ScanResult.Recording?
        do {
            recording = try await write(
                Decision(handle: handle, admits: admits, reason: reason, despite: scan?.news ?? []), supervisor)
        } catch {
            if let error = error as? GateError, error.code == .changed { renew(handle, error.reasons) }
            throw error
        }
        written()
        if let scan, admits, !waitsForTray(scan.direction) { await open(scan.direction, recording) }
        decided.append((handle, admits))
        if decided.count > Self.mostDecided { decided.removeFirst() }
        unfinished.removeAll { $0.handle == handle }
        if shown?.handle == handle { shown = nil }
        tell(.decided, ["scan": .text(handle.text), "admits": .bool(admits)])
    }

    private struct Decision {
        let handle: ScanHandle
        let admits: Bool
        let reason: WireText
        /// What came up since the scan, and is on the screen.
        let despite: [WireText]
    }

    /// - Returns: nil for a scan that waits itself.
    private func write(_ decision: Decision, _ supervisor: Credential?) async throws -> ScanResult.Recording? {
        switch decision.handle {
        case .place(let place):
            return try await gate.decide(
                on: place, admits: decision.admits, reason: decision.reason, supervisor: supervisor,
                despite: decision.despite)
        case .ticket(let ticket):
            try await gate.decide(
                onWaiting: ticket, admits: decision.admits, reason: decision.reason, supervisor: supervisor,
                despite: decision.despite)
            return nil
        }
    }

    /// A scan is denied by what came up since: it is red from now on.
    private func renew(_ handle: ScanHandle, _ news: [WireText]) {
        if let index = unfinished.firstIndex(where: { $0.handle == handle }) { unfinished[index].deny(for: news) }
        guard var scan = shown, scan.handle == handle else { return }
        scan.deny(for: news)
        shown = scan
        tell(.shown, scan.members)
    }

    /// Which way the next scans go.
    func turn(_ direction: Direction) {
        self.direction = direction
        stateChanged()
    }

    // MARK: The vehicle lane

    /// Begins a tray, or gives one up.
    func openTray(_ isOpen: Bool) async {
        await restore()
        tray = isOpen ? tray ?? [] : nil
        if !isOpen { trailerPlate = nil }
        await trayChanged()
    }

    /// The plate of a trailer that has no pass; nil for none.
    ///
    /// - Throws: `GateError`; then it is as it was.
    func draw(_ plate: WireText?) async throws {
        guard let tray else { throw GateError(.request, "no tray is open") }
        try await gate.keepTray(tray.map { .init($0.role.event, $0.place) }, trailerPlate: plate)
        trailerPlate = plate
        tellTray()
    }

    /// What is in the tray is told, and outlives the program where the disk takes it.
    private func trayChanged() async {
        tellTray()
        stateChanged()
        if let tray {
            try? await gate.keepTray(tray.map { .init($0.role.event, $0.place) }, trailerPlate: trailerPlate)
        } else {
            try? await gate.forgetTray()
        }
    }

    /// What is scanned while a tray is open goes into it, once.
    private func collect(_ scan: ShownScan) async {
        guard var tray, let member = TrayScan(scan, after: tray) else { return }
        tray.removeAll { $0.handle == member.handle }
        guard tray.count < TrayScan.most else { return }
        tray.append(member)
        self.tray = tray
        await trayChanged()
    }

    /// Takes a scan out of the tray, or says what it is.
    ///
    /// - Parameter role: nil to take it out.
    /// - Returns: whether it is there.
    func change(_ handle: ScanHandle, to role: TrayScan.Role?) async -> Bool {
        guard var tray, let index = tray.firstIndex(where: { $0.handle == handle }) else { return false }
        if let role { tray[index].role = role } else { tray.remove(at: index) }
        self.tray = tray
        await trayChanged()
        return true
    }

    /// The guard closes the tray: one record of everything in it.
    ///
    /// - Throws: `GateError`; then the tray stays open.
    func closeTray(admits: Bool) async throws -> Gate.ClosedTray {
        guard let tray, let first = tray.first else { throw GateError(.request, "nothing is in the tray") }
        // Closed once: what is scanned while it is written belongs to nobody's tray.
        let plate = trailerPlate
        self.tray = nil
        trailerPlate = nil
        do {
            let closed = try await gate.closeTray(
                TrayRequest(
                    direction: first.direction, admits: admits, members: tray.map { .init($0.role.event, $0.place) },
                    trailerPlate: plate))
            written()
            tellTray()
            if admits, first.direction == .in { await open(.in, closed.recording) }
            return closed
        } catch {
            self.tray = tray
            trailerPlate = plate
            throw error
        }
    }

    private func tellTray() {
        tell(.tray, trayMembers)
    }

    var trayMembers: JSONObject {
        var members: JSONObject = ["open": .bool(tray != nil), "members": .array((tray ?? []).map(\.json))]
        if let trailerPlate { members["trailerPlate"] = .text(trailerPlate.string) }
        return members
    }

    // MARK: News

    /// What the page is told.
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
                return News(next: ring.newest, events: nil, shown: onScreen?.members)
            }
            let left = ContinuousClock.now.duration(to: end)
            guard events.isEmpty, left > .zero, !bell.isClosed, !Task.isCancelled else {
                return News(next: ring.newest, events: events, shown: nil)
            }
            // How the gate is changes by itself too.
            await bell.wait(since: rings, within: min(left, .seconds(2)))
        }
    }

    /// A green that was there long enough is gone.
    private var onScreen: ShownScan? {
        guard let shown else { return nil }
        if shown.isOpen { return shown }
        return shown.time.duration(to: .now) < Self.greenFor ? shown : nil
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

    private func tell(_ kind: KioskEvent.Kind, _ members: JSONObject) {
        ring.add(kind, members)
        bell.ring()
    }

    /// Once, and waited for by whoever comes meanwhile.
    func restore() async {
        let task = restoring ?? Task { await bringBack() }
        restoring = task
        await task.value
    }

    private func bringBack() async {
        await restoreTray()
        guard let undecided = try? await gate.undecided(), shown == nil else { return }
        let age = await gate.now() - undecided.time
        guard age <= Gate.decisionAge, shown == nil else { return }
        shown = ShownScan(undecided, at: .now)
    }

    private func restoreTray() async {
        guard !isPatrol, let open = try? await gate.openTray(), tray == nil else { return }
        guard await gate.now() - open.time <= Gate.decisionAge, tray == nil else { return }
        tray = open.members.compactMap { TrayScan($0) }
        trailerPlate = open.trailerPlate
    }

    /// For the strip.
    var particulars: Particulars {
        Particulars(
            direction: isPatrol ? .check : direction, unfinished: unfinished.count, tray: tray?.count,
            dropped: waiting.dropped, lastRead: lastRead)
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
