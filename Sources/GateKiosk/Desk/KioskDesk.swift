package import GateCore
import GateMessages
import PassFormat
package import PassVerify
import StrictJSON

/// The guard's desk: every text that was read goes through here, one after the other, and what is to be seen comes from here.
///
/// Whoever brings a text while nobody works on the queue works on it; the others only lay theirs down.
package actor KioskDesk {
    /// A code that the camera goes on seeing is one showing; so long it may be out of sight.
    private static let cameraHold: Duration = .seconds(3)

    nonisolated let gate: Gate
    nonisolated let link: GateLink?
    /// Reads the codes in pictures of the page's camera; nil for a kiosk without one.
    nonisolated let decoder: (any FrameDecoding)?
    /// Scanners and barrier; nil where there is only the page.
    private(set) var devices: (any KioskDevices)?
    nonisolated let photos = ShownPhotos()
    nonisolated let bell = Bell()

    private(set) var waiting = WaitingTexts()
    private var isWorking = false
    private var lastReading: Int64 = 0
    private(set) var lastRead: [ScanSource: ContinuousClock.Instant] = [:]
    /// What the camera saw a moment ago: there may be several codes in its picture.
    private var seen: [[UInt8]: ContinuousClock.Instant] = [:]
    var screen = ScanScreen()
    /// Scans whose decision is being written.
    var deciding: Set<ScanHandle> = []
    /// Which way scans go that name none; nil for the gate's own.
    private(set) var direction: Direction?
    /// Nil while none is open.
    var tray: VehicleTray?
    let isPatrol: Bool
    /// What was on the screen and in the tray when the program ended, on its way back.
    private var restoring: Task<Void, Never>?
    var ring: EventRing
    var stateSeen: JSONObject?
    /// Banners that were read in this shift.
    var dismissed: Set<KioskBanner> = []

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
        scan.decision = screen.decision(on: scan.handle)
        scan.answer["reading"] = .integer(text.reading)
        scan.answer["source"] = .text(text.source.rawValue)
        show(scan)
        await collect(scan)
    }

    func show(_ scan: ShownScan) {
        if let old = screen.show(scan) {
            let count = Int64(screen.unfinished.count)
            tell(.unfinished, ["scan": .text(old.handle.text), "unfinished": .integer(count)])
        }
        tell(.shown, scan.members)
    }

    /// The barrier opens for what is on the disk; on the way out for everybody.
    func open(_ direction: Direction, _ recording: ScanResult.Recording?) async {
        guard let devices, direction != .check else { return }
        if case .durable? = recording { await devices.open(direction); return }
        if direction == .out { await devices.open(direction) }
    }

    /// Whether the barrier waits for the whole tray: a vehicle's pass alone lets nobody in.
    func waitsForTray(_ direction: Direction) -> Bool { tray != nil && direction == .in }

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

    /// Which way the next scans go.
    func turn(_ direction: Direction) {
        self.direction = direction
        stateChanged()
    }

    // MARK: After a restart

    /// Once, and waited for by whoever comes meanwhile.
    func restore() async {
        let task = restoring ?? Task { await bringBack() }
        restoring = task
        await task.value
    }

    private func bringBack() async {
        await restoreTray()
        guard let undecided = try? await gate.undecided() else { return }
        let age = await gate.now() - undecided.time
        guard age <= Gate.decisionAge, screen.shown == nil else { return }
        _ = screen.show(ShownScan(undecided, at: .now))
    }

    private func restoreTray() async {
        guard !isPatrol, let open = try? await gate.openTray(), tray == nil else { return }
        guard await gate.now() - open.time <= Gate.decisionAge, tray == nil else { return }
        tray = VehicleTray(open)
    }
}
