internal import GateMessages
internal import PassCrypto
package import PassFormat
internal import PassVerify
package import SQLStore

/// A gate at work: it decides, remembers, and never stops.
///
/// Everything goes one at a time, in the order it came. What can't be written (a full disk, a failing one) waits and is written
/// as soon as it can be; meanwhile nothing opens by itself, and nobody is kept from leaving.
package actor Gate {
    /// Milliseconds after which a memory that could not be opened is tried again.
    private static let retryAfter: Int64 = 5_000
    /// More than this does not wait for a disk that never comes back.
    private static let mostUnwritten = 50_000

    package nonisolated let home: GateHome
    package nonisolated let id: WireText
    nonisolated let clock: any MachineClock
    private let program: WireText
    private let built: Int64
    private let isAnnounced: Bool
    private let wrapping: @Sendable (any SQLEngine) -> any SQLEngine
    private let lane = SerialLane()

    private var memory: GateMemory?
    private var memoryTrouble: (sentence: String, since: MachineTime)?
    /// Whether the memory that was closed last was found damaged at work.
    private var isKnownDamaged = false
    private var unwritten: [JournalEntry] = []
    private var keeper: ClockKeeper
    private var storedClock: ClockState?
    private var unstoredLists: Set<UInt32> = []
    private(set) var ended = EndedPlaces()
    private(set) var applied: AppliedTrust?
    private var trustTrouble: String?
    var recent = RecentScans()
    package private(set) var alarms: [GateAlarm] = []
    /// What came of opening the memory; nil while it could not be opened.
    package private(set) var opening: MemoryOpening?

    /// Opens a gate whose home this process has locked. What is damaged is put aside and said; the gate works all the same.
    ///
    /// - Parameters:
    ///   - program: name and version, for the journal.
    ///   - built: when this program was built, seconds since 1970.
    ///   - isAnnounced: whether the journal says that the program started: not for a command that records one scan.
    ///   - wrapping: puts something between the memory and its engine, for tests.
    package init(
        home: GateHome, clock: any MachineClock, program: String, built: Int64, isAnnounced: Bool,
        wrapping: @escaping @Sendable (any SQLEngine) -> any SQLEngine = { $0 }
    ) async {
        self.home = home
        self.clock = clock
        self.program = WireText(program)
        self.built = built
        self.isAnnounced = isAnnounced
        self.wrapping = wrapping
        id = WireText(home.configuration.gate)
        // Until the memory says better: the time that the operator confirmed when the home was made.
        keeper = ClockKeeper(
            ClockState(floor: max(built, home.configuration.created), at: clock.read()), built: built)
        await openMemory()
        await takeTrust(isFresh: false)
    }

    /// Gives the memory up.
    package func close() async {
        await inTurn { gate in
            gate.memory?.close()
            gate.memory = nil
        }
    }

    /// Runs work in its turn.
    func inTurn<Value: Sendable>(_ work: @Sendable (isolated Gate) async throws -> Value) async rethrows -> Value {
        try await lane.run { try await work(self) }
    }

    // MARK: Time

    /// The gate's best knowledge of the time: seconds since 1970.
    package func now() async -> Int64 {
        await inTurn { gate in gate.observe(gate.clock.read()).now }
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
    func resetClock(by people: [WireText], at time: MachineTime) -> JournalEntry {
        keeper.reset(at: time)
        alarms.removeAll { $0.code == GateAlarm.issuedAheadCode }
        let observation = keeper.observe(time)
        return entry(.clock(ClockEvent(change: .reset, people: people)), at: time, observation.clock)
    }

    func moment(at time: MachineTime) -> JournalMoment {
        JournalMoment(wall: time.wall, boot: time.boot, uptime: max(0, time.uptime), floor: keeper.earliest(at: time))
    }

    /// Something to be written, with the trust of now.
    func entry(_ event: JournalEvent, at time: MachineTime, _ clock: GateClock) -> JournalEntry {
        JournalEntry(moment: moment(at: time), time: clock.now, trust: applied?.mark, event: event)
    }

    // MARK: Memory

    /// What a person should do something about; nil when all is well.
    package var trouble: String? { memoryTrouble?.sentence ?? trustTrouble }

    /// - Parameter isDamaged: whether it is known to be, whatever it looks like.
    private func openMemory(isDamaged: Bool = false) async {
        let time = clock.read()
        do {
            let memory = try await GateMemory(
                home: home.path, name: String(time.wall), isDamaged: isDamaged, wrapping: wrapping)
            do {
                try await takeUp(memory, at: time)
            } catch {
                memory.close()
                throw error
            }
        } catch let error as StoreError where Self.isDamage(error) && !isDamaged {
            // Its end looked sound, and what stands before it is not.
            await openMemory(isDamaged: true)
        } catch {
            memoryTrouble = (GateHome.describe(error), time)
        }
    }

    private static func isDamage(_ error: StoreError) -> Bool {
        [.damaged, .notADatabase, .changedMigration].contains(error.code)
    }

    /// Goes on from what the memory knows, and writes that the program works with it.
    private func takeUp(_ memory: GateMemory, at time: MachineTime) async throws {
        let (state, marks) = try await memory.engine.read { database in
            (
                try ClockStore.state(lastBelieved: try RecordStore.lastMoment(database), database),
                try EndedListStore.all(database)
            )
        }
        if let state { keeper = ClockKeeper(state, built: built) }
        // What was seen while there was no memory counts as well.
        var places = EndedPlaces(marks)
        unstoredLists.formUnion(places.merge(ended))
        ended = places
        let clock = observe(time)
        let opening = memory.opening
        let opened = entry(
            .opened(OpenedEvent(program: program, cause: opening.cause, continues: opening.continues)), at: time, clock)
        if opening.cause != .start {
            let epoch = JournalEpoch(rawValue: SecureRandom.uint64())
            let place = try await memory.engine.write { try JournalAppender.begin(epoch, with: opened, $0) }
            memory.noteWritten(place)
        } else if isAnnounced, self.opening == nil {
            unwritten.insert(opened, at: 0)
        }
        storedClock = nil
        self.memory = memory
        self.opening = opening
        isKnownDamaged = false
        memoryTrouble = nil
    }

    /// One transaction: first what waits, then `body`, which may write the journal's last record itself.
    ///
    /// - Throws: when nothing was written; what waited still does.
    func commit<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLWriting) throws -> Value
    ) async throws -> Value {
        await reopenMemory()
        guard let memory else {
            throw GateError(.memory, memoryTrouble?.sentence ?? "this gate's memory was closed")
        }
        let waiting = unwritten
        let state = keeper.state
        let keepsClock = storedClock.map { !$0.says(whatIsIn: state) } ?? true
        let lists = unstoredLists.compactMap { list in ended.marks[list].map { (list, $0) } }
        do {
            let (value, place) = try await memory.engine.write { database in
                for entry in waiting { _ = try JournalAppender.append(entry, database) }
                if keepsClock { try ClockStore.keep(state, database) }
                for (list, marks) in lists { try EndedListStore.put(marks, list: list, database) }
                let value = try body(database)
                return (value, try EpochStore.newest(database)?.place)
            }
            unwritten.removeFirst(waiting.count)
            unstoredLists.removeAll()
            storedClock = state
            memoryTrouble = nil
            if let place, place.sequence > 0 { memory.noteWritten(place) }
            return value
        } catch {
            notice(error)
            throw error
        }
    }

    /// Begins a new life of the journal: the places after `epoch`'s last record are taken by what was written before an older
    /// state was put back.
    func beginAnew(after epoch: EpochStore.Row) async throws {
        let time = clock.read()
        let now = observe(time)
        let opened = entry(
            .opened(
                OpenedEvent(
                    program: program, cause: .restored, continues: epoch.last > 0 ? epoch.place : nil)), at: time, now)
        guard let memory else { throw GateError(.memory, memoryTrouble?.sentence ?? "this gate's memory was closed") }
        let name = JournalEpoch(rawValue: SecureRandom.uint64())
        do {
            // Before anything that waits: that belongs into the new one.
            let place = try await memory.engine.write { database -> JournalPlace? in
                guard try EpochStore.newest(database)?.epoch == epoch.epoch else { return nil }
                return try JournalAppender.begin(name, with: opened, database)
            }
            guard let place else { return }
            memory.noteWritten(place)
        } catch {
            notice(error)
            throw error
        }
        raise(.restored(at: now.now), at: time, now)
    }

    /// Writes what waits, if it can.
    package func flush() async {
        await inTurn { gate in _ = try? await gate.commit { _ in } }
    }

    /// Reads the whole memory, in quiet hours. Damage that no scan has met yet is mended as at an opening.
    package func checkMemory() async {
        await inTurn { gate in
            guard let memory = gate.memory else { return }
            let problems: [String]
            do {
                problems = try await memory.engine.integrityProblems()
            } catch {
                gate.notice(error)
                return await gate.reopenMemory()
            }
            guard !problems.isEmpty else { return }
            memory.close()
            gate.memory = nil
            await gate.openMemory(isDamaged: true)
        }
    }

    /// Remembers that nothing could be written. A failing disk or a damaged file is opened anew with the next attempt; a full
    /// one only needs room.
    private func notice(_ error: any Error) {
        guard let stored = error as? StoreError else { return }
        var since = clock.read()
        if Self.isDamage(stored) || [.inputOutput, .closed].contains(stored.code) {
            memory?.close()
            memory = nil
            isKnownDamaged = Self.isDamage(stored)
            since.uptime -= Self.retryAfter
        }
        memoryTrouble = (stored.description, since)
    }

    private func reopenMemory() async {
        guard memory == nil, let since = memoryTrouble?.since else { return }
        let now = clock.read()
        guard now.boot != since.boot || now.uptime - since.uptime >= Self.retryAfter else { return }
        await openMemory(isDamaged: isKnownDamaged)
    }

    /// Keeps an entry until it can be written.
    func hold(_ entry: JournalEntry) {
        guard unwritten.count < Self.mostUnwritten else { return }
        unwritten.append(entry)
    }

    /// Where the holder of a number went, by what waits to be written.
    func unwrittenMovement(of number: WireText) -> JournalEntry.Movement? {
        unwritten.last { $0.movement?.number == number }?.movement
    }

    // MARK: Trust

    /// Looks whether the home has newer trust, and puts it in force.
    ///
    /// - Parameter isFresh: whether it was fetched from the service just now.
    package func trustChanged(isFresh: Bool) async {
        await inTurn { gate in await gate.takeTrust(isFresh: isFresh) }
    }

    private func takeTrust(isFresh: Bool) async {
        do throws(GateError) {
            let newest = try home.appliedTrust(unlessStill: applied)
            trustTrouble = nil
            guard let newest, newest.generation != applied?.generation else { return }
            await putInForce(newest, isFresh: isFresh)
        } catch {
            // What was in force stays in force.
            trustTrouble = error.description
        }
    }

    private func putInForce(_ newest: AppliedTrust, isFresh: Bool) async {
        let time = clock.read()
        // The first look of a run finds what was in force when the last one ended: no event.
        let isNew = applied != nil || isFresh
        applied = newest
        // A revocation counts at once, also for a code that was shown a second ago.
        recent.forget()
        let (changed, regressions) = ended.merge(newest.trust.statusLists)
        unstoredLists.formUnion(changed)
        let isBelieved = keeper.accept(
            issued: newest.mark.issued, timestampKeys: newest.timestampKeys, isFresh: isFresh, at: time)
        let now = observe(time)
        if isNew { hold(entry(.trustApplied, at: time, now)) }
        for regression in regressions { raise(.unrevoked(regression, at: now.now), at: time, now) }
        if isBelieved {
            alarms.removeAll { $0.code == GateAlarm.issuedAheadCode }
        } else {
            raise(.issuedAhead(at: now.now), at: time, now)
        }
        _ = try? await commit { _ in }
    }

    /// Shows an alarm and writes it down, once.
    func raise(_ alarm: GateAlarm, at time: MachineTime, _ clock: GateClock) {
        guard !alarms.contains(where: { $0.code == alarm.code && $0.status == alarm.status }) else { return }
        alarms.append(alarm)
        hold(entry(.alarm(AlarmEvent(code: alarm.code, status: alarm.status)), at: time, clock))
    }
}
