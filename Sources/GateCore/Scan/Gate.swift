internal import GateMessages
package import PassCrypto
package import PassFormat
internal import PassVerify
package import SQLStore
internal import TrustUpdates

/// A gate at work: it decides, remembers, and never stops.
///
/// Everything goes one at a time, in the order it came, in a thread of its own: a scan waits for the disk there, and for no other
/// thread. What can't be written (a full disk, a failing one) waits and is written
/// as soon as it can be; meanwhile nothing opens by itself, and nobody is kept from leaving.
package actor Gate {
    /// Milliseconds after which a memory that could not be opened is tried again.
    static let retryAfter: Int64 = 5_000
    /// More than this does not wait for a disk that never comes back.
    static let mostUnwritten = 50_000
    /// So many scans back a guard may still decide on one that had waited.
    static let decidable: Int64 = 1_000
    /// Of what waits, so much is written in one transaction.
    static let writtenAtOnce = 500

    package nonisolated let home: GateHome
    package nonisolated let id: WireText
    package nonisolated let photos: PhotoShelf
    nonisolated let clock: any MachineClock
    let program: WireText
    let built: Int64
    let isAnnounced: Bool
    let wrapping: @Sendable (any EmbeddedEngine) -> any EmbeddedEngine
    private nonisolated let thread = ThreadExecutor("gate")
    /// One update at a time: two of them would go by one folder, and the older could end last.
    let updates = SerialLane()

    var memory: GateMemory?
    var memoryTrouble: (sentence: String, since: MachineTime)?
    /// Whether the memory that was closed last was found damaged at work.
    var isKnownDamaged = false
    var unwritten: [JournalEntry] = []
    /// What was written last, when its sync failed.
    var tried: TriedWrite?
    var lastTicket: Int64 = 0
    /// Where scans were written that had waited, by their tickets: a guard may decide on one later.
    var placesOfTickets: [Int64: JournalPlace] = [:]
    var keeper: ClockKeeper
    var storedClock: ClockState?
    var unstoredLists: Set<UInt32> = []
    var ended = EndedPlaces()
    var applied: AppliedTrust?
    var trustTrouble: String?
    /// The checkpoint of the service's audit log that was written down last in this run, and when.
    var lastCheckpoint: (note: WireText, time: MachineTime)?
    var recent = RecentScans()
    var shown = ShownScans()
    nonisolated let pins: PINDesk
    nonisolated let reading = ReadingDesk()
    nonisolated let guardMark: GuardMark
    /// Whether anybody is, or was, on the list of guards; nil while that is not known.
    var hasGuards: Bool?
    /// Whose shift it is.
    package internal(set) var onDuty: OnDuty?
    /// The evacuation that lasts.
    package internal(set) var evacuation: Evacuation?
    package internal(set) var alarms: [GateAlarm] = []
    /// What came of opening the memory; nil while it could not be opened.
    package internal(set) var opening: MemoryOpening?

    /// Opens a gate whose home this process has locked. What is damaged is put aside and said; the gate works all the same.
    ///
    /// - Parameters:
    ///   - program: name and version, for the journal.
    ///   - built: when this program was built, seconds since 1970.
    ///   - isAnnounced: whether the journal says that the program started: not for a command that records one scan.
    ///   - photoLimits: how much of the disk photos may have.
    ///   - pinCost: what one guess at a PIN costs; less for tests.
    ///   - wrapping: puts something between the memory and its engine, for tests.
    package init(
        home: GateHome, clock: any MachineClock, program: String, built: Int64, isAnnounced: Bool,
        photoLimits: PhotoShelfLimits = PhotoShelfLimits(), pinCost: SealingCost = .interactive,
        wrapping: @escaping @Sendable (any EmbeddedEngine) -> any EmbeddedEngine = { $0 }
    ) async {
        self.home = home
        self.clock = clock
        self.program = WireText(program)
        self.built = built
        self.isAnnounced = isAnnounced
        self.wrapping = wrapping
        pins = PINDesk(cost: pinCost)
        id = WireText(home.configuration.gate)
        guardMark = GuardMark(path: home.path + "/guards.mark")
        hasGuards = guardMark.isSet ? true : nil
        photos = PhotoShelf(folder: home.path + "/photos", limits: photoLimits)
        // Until the memory says better: the time that the operator confirmed when the home was made.
        keeper = ClockKeeper(
            ClockState(floor: max(built, home.configuration.created), at: clock.read()), built: built)
        openMemory()
        takeTrust(isFresh: false)
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe thread.asUnownedSerialExecutor() }

    /// Gives the memory up, when what waits has been written, if it can be.
    package func close() {
        _ = try? commit { _ in }
        memory?.close()
        memory = nil
    }

    // MARK: Time

    /// The gate's best knowledge of the time: seconds since 1970.
    package func now() -> Int64 {
        observe(clock.read()).now
    }

    /// Reads the clock and notes what it told, in the journal too.
    func observe(_ time: MachineTime) -> GateClock {
        let observation = keeper.observe(time)
        if let isSuspect = observation.becameSuspect {
            hold(entry(.clock(ClockEvent(change: isSuspect ? .suspect : .trusted)), at: time, observation.clock))
        }
        return observation.clock
    }

    /// Two people say that the wall clock is right.
    func resetClock(by people: [WireText], at time: MachineTime) {
        keeper.reset(at: time)
        alarms.removeAll { $0.code == GateAlarm.issuedAheadCode }
        let observation = keeper.observe(time)
        // In force at once; who did it is written with the next thing that is.
        hold(entry(.clock(ClockEvent(change: .reset, people: people)), at: time, observation.clock))
    }

    func moment(at time: MachineTime) -> JournalMoment {
        JournalMoment(wall: time.wall, boot: time.boot, uptime: max(0, time.uptime), floor: keeper.earliest(at: time))
    }

    /// Something to be written, with the trust of now.
    func entry(_ event: JournalEvent, at time: MachineTime, _ clock: GateClock) -> JournalEntry {
        JournalEntry(moment: moment(at: time), time: clock.now, trust: applied?.mark, event: event)
    }
}
