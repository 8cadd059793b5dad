internal import GateMessages
internal import PassCrypto
internal import PassFormat
internal import PassVerify
internal import SQLStore

/// How the gate works with its memory: what can't be written waits, and is written as soon as it can be.
extension Gate {
    /// What a person should do something about; nil when all is well.
    package var trouble: String? { memoryTrouble?.sentence ?? trustTrouble }

    /// - Parameter isDamaged: whether it is known to be, whatever it looks like.
    func openMemory(isDamaged: Bool = false) {
        let time = clock.read()
        do {
            let memory = try GateMemory(
                home: home.path, name: String(time.wall), isDamaged: isDamaged, wrapping: wrapping)
            do {
                try takeUp(memory, at: time)
            } catch {
                memory.close()
                throw error
            }
        } catch {
            guard Self.isDamage(error), !isDamaged else {
                memoryTrouble = (GateHome.describe(error), time)
                return
            }
            // Its end looked sound, and what stands before it is not.
            openMemory(isDamaged: true)
        }
    }

    /// A place that is taken, where the database itself said that it is free, is damage too.
    private static func isDamage(_ error: any Error) -> Bool {
        guard let stored = error as? StoreError else { return false }
        return [.damaged, .notADatabase, .changedMigration, .constraint].contains(stored.code)
    }

    /// Goes on from what the memory knows, and writes that the program works with it.
    private func takeUp(_ memory: GateMemory, at time: MachineTime) throws {
        let (state, marks, shift) = try memory.engine.read { database in
            (
                try ClockStore.state(database) ?? Self.clock(after: try RecordStore.last(database)),
                try EndedListStore.all(database), try ShiftState(database)
            )
        }
        // Opened again, the memory knows less of the time than this run does.
        if opening == nil, let state { keeper = ClockKeeper(state, built: built) }
        // What was seen while there was no memory counts as well.
        if let tried, memory.opening.cause == .start { try memory.engine.read { try settle(tried, $0) } }
        tried = nil
        var places = EndedPlaces(marks)
        unstoredLists.formUnion(places.merge(ended))
        ended = places
        let clock = observe(time)
        let opening = memory.opening
        let opened = entry(
            .opened(OpenedEvent(program: program, cause: opening.cause, continues: opening.continues)), at: time, clock)
        if opening.cause != .start {
            let epoch = JournalEpoch(rawValue: SecureRandom.uint64())
            let place = try memory.engine.write { try JournalTransaction($0).begin(epoch, with: opened) }
            memory.noteWritten(place)
        } else if isAnnounced, self.opening == nil {
            unwritten.insert(opened, at: 0)
        }
        // A memory that was lost has lost its guards too: that is no reason to ask for no PIN any more.
        hasGuards = shift.hasGuards || hasGuards == true
        if shift.hasGuards { try? guardMark.set() }
        // What began while there was no memory counts.
        if self.opening == nil {
            onDuty = shift.onDuty
            evacuation = evacuation ?? shift.evacuation
        }
        storedClock = nil
        self.memory = memory
        self.opening = opening
        isKnownDamaged = false
        memoryTrouble = nil
    }

    /// What a journal says of the time, where the table of the clock was lost: its floor, and trust that was accepted, were
    /// certain once.
    private static func clock(after last: JournalRecord?) -> ClockState? {
        guard let last, PassLimits.time.contains(last.moment.wall) else { return nil }
        return ClockState(
            floor: max(last.moment.floor, last.trust?.issued ?? 0),
            at: MachineTime(wall: last.moment.wall, boot: last.moment.boot, uptime: last.moment.uptime))
    }

    /// One transaction: first what waits, then `body`, which may write the journal's last record itself.
    ///
    /// - Throws: when nothing was written; what waited still does.
    func commit<Value>(
        _ body: (JournalTransaction) throws -> Value
    ) throws -> Value {
        reopenMemory()
        // A long time without a disk is made up for in pieces.
        while unwritten.count > Self.writtenAtOnce {
            try write(Array(unwritten.prefix(Self.writtenAtOnce))) { _ in }
        }
        return try write(unwritten, body)
    }

    private func write<Value>(
        _ waiting: [JournalEntry], _ body: (JournalTransaction) throws -> Value
    ) throws -> Value {
        guard let memory else {
            throw GateError(.memory, memoryTrouble?.sentence ?? "this gate's memory was closed")
        }
        let state = keeper.state
        let keepsClock = storedClock.map { !$0.says(whatIsIn: state) } ?? true
        let lists = unstoredLists.compactMap { list in ended.marks[list].map { (list, $0) } }
        var entries: [JournalEntry] = []
        do {
            let (value, written, places) = try memory.engine.write { database in
                let journal = JournalTransaction(database)
                defer { entries = journal.entries }
                var places = placesOfTickets
                for entry in waiting { try Self.append(entry, &places, journal) }
                if keepsClock { try ClockStore.keep(state, database) }
                for (list, marks) in lists { try EndedListStore.put(marks, list: list, database) }
                return (try body(journal), journal.written, places)
            }
            unwritten.removeFirst(waiting.count)
            // Nobody decides on a scan that long ago.
            let oldest = lastTicket - Self.decidable
            placesOfTickets = places.filter { $0.key > oldest }
            for entry in waiting {
                if let place = entry.ticket.flatMap({ places[$0] }) { shown.note(entry, at: place) }
            }
            unstoredLists.removeAll()
            storedClock = state
            memoryTrouble = nil
            if let written { memory.noteWritten(written) }
            return value
        } catch {
            notice(error)
            if (error as? StoreError)?.code == .inputOutput {
                tried = TriedWrite(entries: entries, waited: waiting.count)
            }
            throw error
        }
    }

    /// Begins a new life of the journal: the places after `epoch`'s last record are taken by what was written before an older
    /// state was put back.
    ///
    /// - Parameter known: how far the service has what this gate wrote before.
    func beginAnew(after epoch: EpochStore.Row, known: Int64) throws {
        let time = clock.read()
        let now = observe(time)
        let place = JournalPlace(epoch: epoch.epoch, sequence: min(epoch.last, known))
        let opened = entry(
            .opened(
                OpenedEvent(program: program, cause: .restored, continues: place.sequence > 0 ? place : nil)), at: time,
            now)
        guard let memory else { throw GateError(.memory, memoryTrouble?.sentence ?? "this gate's memory was closed") }
        let name = JournalEpoch(rawValue: SecureRandom.uint64())
        do {
            // Before anything that waits: that belongs into the new one.
            let place = try memory.engine.write { database -> JournalPlace? in
                guard try EpochStore.newest(database)?.epoch == epoch.epoch else { return nil }
                return try JournalTransaction(database).begin(name, with: opened)
            }
            guard let place else { return }
            memory.noteWritten(place)
        } catch {
            notice(error)
            throw error
        }
        raise(.restored(at: now.now), at: time, now)
    }

    /// Writes an entry that waited; a decision about another one finds its place.
    private static func append(
        _ entry: JournalEntry, _ places: inout [Int64: JournalPlace], _ journal: JournalTransaction
    ) throws {
        var entry = entry
        if let ticket = entry.decidesOn {
            guard let scan = places[ticket] else { return }
            entry = entry.placed(on: scan.sequence)
            // In another life of the journal its place is another record's.
            entry.belongsTo = scan.epoch
        }
        if let epoch = entry.belongsTo, try EpochStore.newest(journal.database)?.epoch != epoch { return }
        let place = try journal.append(entry, isHeld: true)
        if let ticket = entry.ticket, case .scan = entry.event { places[ticket] = place }
    }

    /// Looks something up, without waiting for a disk that takes nothing.
    func read<Value>(_ body: (any SQLReading) throws -> Value) throws -> Value {
        guard let memory else { throw GateError(.memory, memoryTrouble?.sentence ?? "this gate's memory was closed") }
        return try memory.engine.read(body)
    }

    /// Where a scan that had waited was written; nil while it waits.
    func place(of ticket: Int64) -> JournalPlace? { placesOfTickets[ticket] }

    /// A scan that waits.
    func waiting(_ ticket: Int64) -> JournalEntry? { unwritten.first { $0.ticket == ticket } }

    /// Writes what waits, if it can.
    package func flush() {
        _ = try? commit { _ in }
    }

    /// Reads the whole memory, beside the scans. Damage that none of them has met yet is mended as at an opening.
    package func checkMemory() async {
        guard let memory else { return }
        let isSound: Bool
        do {
            isSound = try await memory.engine.integrityProblems().isEmpty
        } catch {
            isSound = !Self.isDamage(error)
        }
        // Opened anew meanwhile: then it was mended.
        guard !isSound, self.memory === memory else { return }
        memory.close()
        self.memory = nil
        openMemory(isDamaged: true)
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

    private func reopenMemory() {
        guard memory == nil, let since = memoryTrouble?.since else { return }
        let now = clock.read()
        guard now.boot != since.boot || now.uptime - since.uptime >= Self.retryAfter else { return }
        openMemory(isDamaged: isKnownDamaged)
    }

    /// Keeps an entry until it can be written.
    /// - Returns: the ticket by which a decision about it finds it.
    @discardableResult
    func hold(_ entry: JournalEntry) -> Int64 {
        lastTicket += 1
        guard unwritten.count < Self.mostUnwritten else {
            if !alarms.contains(where: { $0.code == GateAlarm.droppedCode }) { alarms.append(.dropped(at: entry.time)) }
            return lastTicket
        }
        var entry = entry
        entry.ticket = lastTicket
        unwritten.append(entry)
        return lastTicket
    }

    /// Where the holders of numbers went, by what waits to be written.
    var unwrittenMovements: [WireText: JournalEntry.Movement] {
        Dictionary(unwritten.compactMap { $0.movement.map { ($0.number, $0) } }, uniquingKeysWith: { $1 })
    }
}
