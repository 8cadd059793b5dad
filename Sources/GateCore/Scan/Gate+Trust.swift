internal import GateMessages
internal import PassFormat
internal import PassVerify
internal import SQLStore
internal import TrustFiles
package import TrustUpdates

/// What the gate goes by, and how newer trust comes into force.
extension Gate {
    /// Fetches the newest trust and puts it in force; on any failure the one in force stays.
    ///
    /// - Parameter isFresh: whether the source is the service itself: a stick may have lain in a drawer.
    package func update(from fetcher: any RepositoryFetcher, isFresh: Bool) async throws -> SyncOutcome {
        try await updates.run {
            let outcome = try await home.update(from: fetcher, now: now())
            takeTrust(isFresh: outcome.isNew && isFresh)
            return outcome
        }
    }

    /// Looks whether the home has newer trust, and puts it in force.
    ///
    /// - Parameter isFresh: whether it was fetched from the service just now.
    package func takeTrust(isFresh: Bool) {
        do throws(GateError) {
            let newest = try home.appliedTrust(unlessStill: applied)
            trustTrouble = nil
            guard let newest, newest.generation != applied?.generation else { return }
            if let applied, newest.timestampKeys == applied.timestampKeys,
                newest.mark.version < applied.mark.version || newest.mark.issued < applied.mark.issued
            {
                throw GateError(.trust, "the trust in this home is older than what is in force: it is not taken")
            }
            putInForce(newest, isFresh: isFresh)
        } catch {
            // What was in force stays in force.
            trustTrouble = error.description
        }
    }

    private func putInForce(_ newest: AppliedTrust, isFresh: Bool) {
        let time = clock.read()
        // The first look of a run finds what was in force when the last one ended: no event.
        let isNew = applied != nil || isFresh
        // A revocation counts at once, also for a code that was shown a second ago.
        if newest.contents != applied?.contents { recent.forget() }
        let hadLists = applied?.lists.isOpen ?? false
        applied = newest
        let (changed, regressions) = ended.merge(newest.trust.statusLists)
        unstoredLists.formUnion(changed)
        let isBelieved = keeper.accept(
            issued: newest.mark.issued, timestampKeys: newest.timestampKeys, isFresh: isFresh, at: time)
        let now = observe(time)
        if isNew { hold(entry(.trustApplied, at: time, now)) }
        if isNew, let note = newest.checkpoint { remember(checkpoint: note, at: time, now) }
        for regression in regressions { raise(.unrevoked(regression, at: now.now), at: time, now) }
        // A gate that is not enrolled, or was just now, has none to miss.
        if case .closed(let sentence) = newest.lists.state, hadLists || newest.lists.isOpen {
            raise(.listsClosed(sentence, at: now.now), at: time, now)
        } else {
            alarms.removeAll { $0.code == GateAlarm.listsClosedCode }
        }
        if isBelieved {
            alarms.removeAll { $0.code == GateAlarm.issuedAheadCode }
        } else {
            raise(.issuedAhead(at: now.now), at: time, now)
        }
        _ = try? commit { _ in }
    }

    /// Writes a checkpoint of the service's audit log down, one an hour: a log that is rewritten later contradicts it.
    private func remember(checkpoint note: WireText, at time: MachineTime, _ now: GateClock) {
        if let last = lastCheckpoint,
            last.note == note || time.seconds(since: last.time) ?? .max < Self.checkpointInterval
        {
            return
        }
        lastCheckpoint = (note, time)
        hold(entry(.checkpoint(note), at: time, now))
    }

    /// Seconds.
    private static var checkpointInterval: Int64 { 3_600 }

    /// Shows an alarm and writes it down, once.
    func raise(_ alarm: GateAlarm, at time: MachineTime, _ clock: GateClock) {
        guard !alarms.contains(where: { $0.code == alarm.code && $0.status == alarm.status }) else { return }
        alarms.append(alarm)
        hold(entry(.alarm(AlarmEvent(code: alarm.code, status: alarm.status)), at: time, clock))
    }
}
