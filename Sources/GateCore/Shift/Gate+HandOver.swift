internal import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

/// A shift from its beginning to the next guard.
extension Gate {
    /// Records that are read in one piece.
    private static let piece = 1_000
    private static let pieceBytes = 4 << 20

    /// What the shift that lasts was so far; nil when nobody is on duty. Nothing is written.
    package func handOver() async throws -> HandOver? {
        guard let duty = onDuty else { return nil }
        let counted = try await count(duty)
        return try commit { journal in
            try summary(of: duty, counted, note: nil, journal.database)
        }
    }

    /// Ends the shift that lasts, and writes what it was.
    ///
    /// - Returns: nil when nobody was on duty.
    package func signOut(note: WireText? = nil) async throws -> HandOver? {
        if let note { try Self.checkPlain(note, MessageLimits.note, "the note") }
        guard let duty = onDuty else { return nil }
        let counted = try await count(duty)
        // Somebody else ended it meanwhile.
        guard onDuty == duty else { return nil }
        return try change(from: duty, counted, note: note, to: nil).ended
    }

    /// Begins a shift, and ends the one that lasts.
    func relieve(by name: WireText) async throws -> OnDuty {
        while true {
            let duty = onDuty
            let counted = try await duty.asyncMap { try await count($0) }
            // Two who sign in at once: the later one relieves the earlier.
            guard onDuty == duty else { continue }
            let (_, begun) = try change(from: duty, counted, note: nil, to: name)
            guard let begun else { throw GateError(.memory, "the shift could not be begun") }
            return begun
        }
    }

    private func change(
        from duty: OnDuty?, _ counted: Counted?, note: WireText?, to name: WireText?
    ) throws -> (ended: HandOver?, begun: OnDuty?) {
        let time = clock.read()
        let now = observe(time)
        let result = try commit { journal -> (HandOver?, OnDuty?) in
            var ended: HandOver?
            if let duty, let counted {
                let handOver = try summary(of: duty, counted, note: note, journal.database)
                try journal.append(entry(.handOver(handOver.event), at: time, now))
                try journal.append(entry(.shift(guard: duty.name, begins: false), at: time, now))
                ended = handOver
            }
            guard let name else { return (ended, nil) }
            let place = try journal.append(entry(.shift(guard: name, begins: true), at: time, now))
            return (ended, OnDuty(name: name, since: now.now, place: place))
        }
        onDuty = result.1
        return result
    }

    /// The hand-overs that were written last, the newest first, as far as their records are still here.
    package func handOvers(limit: Int = 10) throws -> [HandOver] {
        try commit { journal in
            try HandOverStore.newest(limit: limit, journal.database).compactMap { place, time in
                guard let epoch = try EpochStore.find(place.epoch, journal.database),
                    let bytes = try RecordStore.record(
                        epoch: epoch.seq, sequence: place.sequence, journal.database),
                    let record = try? JournalRecord(decoding: bytes), case .handOver(let event) = record.event
                else { return nil }
                let since = try Self.time(of: event.since, journal.database)
                return HandOver(event, since: since, until: time)
            }
        }
    }

    private static func time(of place: JournalPlace, _ database: any SQLReading) throws -> Int64? {
        guard let epoch = try EpochStore.find(place.epoch, database),
            let bytes = try RecordStore.record(epoch: epoch.seq, sequence: place.sequence, database)
        else { return nil }
        return try? JournalRecord(decoding: bytes).moment.wall
    }

    // MARK: Counting

    /// A shift as far as its records were read, and the place after them.
    struct Counted: Sendable {
        var tally = ShiftTally()
        var epoch: Int64
        var next: Int64
    }

    /// Reads the records of a shift beside the scans: a long one has many.
    private func count(_ duty: OnDuty) async throws -> Counted {
        guard let engine = memory?.engine else {
            throw GateError(.memory, memoryTrouble?.sentence ?? "this gate's memory was closed")
        }
        return try await reading.run {
            try engine.read { database in
                let epochs = try EpochStore.all(database)
                let start = epochs.first { $0.epoch == duty.place.epoch } ?? epochs.last
                guard let start else { throw StoreError.unexpectedValue(column: 0) }
                let isKnown = start.epoch == duty.place.epoch
                var counted = Counted(epoch: start.seq, next: isKnown ? duty.place.sequence + 1 : 1)
                try Self.follow(&counted, database)
                return counted
            }
        }
    }

    /// Reads on from where a count was.
    private static func follow(_ counted: inout Counted, _ database: any SQLReading) throws {
        for epoch in try EpochStore.all(database) where epoch.seq >= counted.epoch {
            if epoch.seq > counted.epoch {
                counted.epoch = epoch.seq
                counted.next = 1
                counted.tally.beginEpoch()
            }
            while let first = try RecordStore.firstPlace(epoch: epoch.seq, from: counted.next, database) {
                let records = try RecordStore.run(
                    epoch: epoch.seq, from: first, limit: piece, byteLimit: pieceBytes, database)
                guard !records.isEmpty else { break }
                for bytes in records {
                    if let record = try? JournalRecord(decoding: bytes) { counted.tally.take(record) }
                }
                counted.next = first + Int64(records.count)
            }
        }
    }

    /// With what was written since it was counted.
    private func summary(
        of duty: OnDuty, _ counted: Counted, note: WireText?, _ database: any SQLReading
    ) throws -> HandOver {
        var counted = counted
        try Self.follow(&counted, database)
        let now = observe(clock.read()).now
        var counts = counted.tally.counts
        counts["cards-out"] = Int64(try CardStore.out(database).count)
        counts["inside"] = try PresenceStore.insideCount(database)
        counts["alarms-shown"] = Int64(alarms.count)
        return HandOver(
            guardName: duty.name, since: duty.since, place: duty.place, until: now,
            counts: counts.filter { $0.value > 0 }, trustAge: applied?.trust.age(at: now), note: note)
    }
}

extension Optional {
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
        switch self {
        case .some(let wrapped): try await body(wrapped)
        case .none: nil
        }
    }
}
