package import GateMessages
package import PassFormat
internal import PassVerify
internal import SQLStore

/// Who may be on duty here, and who is. Nobody has to be for a scan to be answered.
extension Gate {
    /// Stands for the guard in the journal where nobody has signed in.
    package static let nobody: WireText = "-"

    package func guards() throws -> [GuardRow] {
        let (time, duty) = (clock.read(), onDuty)
        return try commit { journal in
            try GuardStore.all(journal.database).map { row in
                let trouble = try PINTroubleStore.trouble(.init(row.name, isKnown: true), journal.database)
                let wait = trouble?.wait(at: time) ?? 0
                return GuardRow(
                    name: row.name, role: row.role, addedAt: row.addedAt, isOnDuty: duty?.name == row.name,
                    waits: wait > 0 ? wait : nil)
            }
        }
    }

    /// - Throws: `GateError` with code `request`: the name is taken or breaks its limits, or the PIN is too easy.
    package func addGuard(_ name: WireText, role: GuardsEvent.Role, pin: PIN) async throws {
        try Self.checkPlain(name, MessageLimits.person, "the name")
        guard name != Self.nobody else { throw GateError(.request, "this name stands for nobody: take another") }
        try Self.check(pin)
        let hash = try await pins.hash(pin)
        let time = clock.read()
        let now = observe(time)
        let entry = entry(.guards(GuardsEvent(change: .added, name: name, role: role)), at: time, now)
        try guardMark.set()
        do {
            try commit { journal in
                guard try GuardStore.count(journal.database) < GuardStore.most else {
                    throw GateError(.request, "this gate has as many guards as it can have: remove some")
                }
                let row = GuardStore.Row(name: name, role: role, hash: hash, addedAt: now.now)
                guard try GuardStore.add(row, journal.database) else {
                    throw GateError(.request, "there is a guard of this name already")
                }
                // What was tried under this name before there was such a guard is nobody's wrong PIN.
                try PINTroubleStore.clear(.init(name, isKnown: true), journal.database)
                try journal.append(entry)
            }
        } catch {
            // Known to be none: the first one was not added.
            if hasGuards == false { guardMark.remove() }
            throw error
        }
        hasGuards = true
    }

    /// Gives a guard another PIN, and the attempts with wrong ones are forgotten.
    package func resetPIN(of name: WireText, to pin: PIN) async throws {
        try Self.check(pin)
        let hash = try await pins.hash(pin)
        let time = clock.read()
        let entry = entry(.guards(GuardsEvent(change: .reset, name: name)), at: time, observe(time))
        try commit { journal in
            guard try GuardStore.set(hash, of: name, journal.database) else { throw Self.noGuard }
            try PINTroubleStore.clear(.init(name, isKnown: true), journal.database)
            try journal.append(entry)
        }
    }

    /// Takes somebody off the list; a shift that lasts ends with it, and is handed over.
    package func removeGuard(_ name: WireText) async throws {
        guard try read({ try GuardStore.find(name, $0) }) != nil else { throw Self.noGuard }
        if onDuty?.name == name { _ = try await signOut() }
        let time = clock.read()
        let entry = entry(.guards(GuardsEvent(change: .removed, name: name)), at: time, observe(time))
        hasGuards = try commit { journal in
            guard try GuardStore.remove(name, journal.database) else { throw Self.noGuard }
            try PINTroubleStore.clear(.init(name, isKnown: true), journal.database)
            try journal.append(entry)
            return try GuardStore.count(journal.database) > 0
        }
        if hasGuards == false { guardMark.remove() }
    }

    private static let noGuard = GateError(.request, "there is no guard of this name: see portgate guards list")

    private static func check(_ pin: PIN) throws(GateError) {
        guard !pin.isEasy else {
            throw GateError(.request, "this PIN is among the first that anybody tries: take another")
        }
    }

    // MARK: Signing in

    /// Begins somebody's shift. A shift that lasts is handed over first, in the same moment.
    ///
    /// - Throws: `GateError` with code `pin` for a wrong name or PIN, `tooSoon` after wrong ones.
    package func signIn(_ credential: Credential) async throws -> OnDuty {
        let name = try await prove(credential).name
        if let onDuty, onDuty.name == name { return onDuty }
        return try await relieve(by: name)
    }

    /// Who shows to be whom.
    ///
    /// - Throws: `GateError` with code `pin` for a wrong name or PIN, `tooSoon` after wrong ones, or why nothing could be written:
    ///   an attempt that could not be counted is not made.
    func prove(_ credential: Credential) async throws -> GuardStore.Row {
        let attempt = try begin(credential.name)
        guard try await pins.matches(credential.pin, attempt.row?.hash), let row = attempt.row else {
            try fail(attempt)
            throw GateError(.pin, "the name or the PIN is wrong", retryAfter: attempt.trouble.delay)
        }
        try commit { journal in
            // Removed, or given another PIN, while it was tried.
            guard try GuardStore.find(row.name, journal.database) == row else {
                throw GateError(.pin, "the name or the PIN is wrong")
            }
            try PINTroubleStore.clear(attempt.key, journal.database)
        }
        return row
    }

    private struct PINAttempt {
        let key: PINTroubleStore.Key
        let row: GuardStore.Row?
        let trouble: PINTrouble
    }

    /// Counts an attempt, before it is made.
    private func begin(_ name: WireText) throws -> PINAttempt {
        let time = clock.read()
        return try commit { journal in
            let row = try GuardStore.find(name, journal.database)
            let key = PINTroubleStore.Key(name, isKnown: row != nil)
            let before = try PINTroubleStore.trouble(key, journal.database)
            if let wait = before?.wait(at: time), wait > 0 {
                throw GateError(
                    .tooSoon, "after wrong PINs the next may be tried in \(wait) seconds", retryAfter: wait)
            }
            let trouble = before?.next(at: time) ?? .first(at: time)
            try PINTroubleStore.put(trouble, key, journal.database)
            return PINAttempt(key: key, row: row, trouble: trouble)
        }
    }

    private func fail(_ attempt: PINAttempt) throws {
        guard attempt.trouble.isLocked else { return }
        let time = clock.read()
        let event = GuardsEvent(change: .locked, name: attempt.row?.name)
        hold(entry(.guards(event), at: time, observe(time)))
        try commit { _ in }
    }

    // MARK: Two people

    /// Whose name stands in a record of what is done now.
    func nameOnRecord(_ named: WireText?) -> WireText {
        let known = hasGuards == true ? onDuty?.name ?? named : named ?? onDuty?.name
        return known ?? Self.nobody
    }

    /// A supervisor who agrees, another person than `guardName`.
    ///
    /// A gate without guards has nobody to ask: then what was typed is taken, as before there were PINs.
    /// - Returns: the name for the record; nil where nobody was needed and nobody was named.
    func agreement(
        of supervisor: Credential?, beside guardName: WireText, isNeeded: Bool
    ) async throws -> WireText? {
        guard hasGuards != false else {
            if let supervisor { try Self.checkPlain(supervisor.name, MessageLimits.person, "the supervisor's name") }
            return supervisor?.name
        }
        guard let supervisor else {
            guard !isNeeded else { throw GateError(.supervisor, "a supervisor has to agree to this, with a PIN") }
            return nil
        }
        // Two people: a supervisor who signs out is still one.
        guard !isNeeded || onDuty != nil else {
            throw GateError(.supervisor, "nobody is on duty: sign in first, the supervisor is the second person")
        }
        let row = try await prove(supervisor)
        guard row.name != guardName, row.name != onDuty?.name, !isNeeded || onDuty != nil else {
            throw GateError(.supervisor, "this takes two people: another supervisor than the guard on duty")
        }
        guard row.role == .supervisor else { throw GateError(.supervisor, "\(row.name) is no supervisor") }
        return row.name
    }

    /// The guard on duty and a supervisor say that the machine's clock is right.
    package func resetClock(with supervisor: Credential) async throws {
        guard hasGuards == true, let guardName = onDuty?.name else {
            throw GateError(.request, "nobody is on duty: sign in first")
        }
        guard let other = try await agreement(of: supervisor, beside: guardName, isNeeded: true) else { return }
        try setClockRight(by: guardName, and: other)
    }

    /// Two people of the list, one of them a supervisor, say the same, whoever is on duty.
    package func resetClock(by first: Credential, and second: Credential) async throws {
        guard first.name != second.name else {
            throw GateError(.request, "setting the clock right takes two different people")
        }
        let people = [try await prove(first), try await prove(second)]
        guard people.contains(where: { $0.role == .supervisor }) else {
            throw GateError(.supervisor, "one of the two has to be a supervisor")
        }
        try setClockRight(by: first.name, and: second.name)
    }

    // MARK: Texts

    /// A text without control characters, which no line of a list or a screen survives.
    static func checkPlain(_ text: WireText, _ length: ClosedRange<Int>, _ what: String) throws(GateError) {
        guard length.contains(text.utf8.count),
            text.string.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else {
            throw GateError(
                .request,
                "\(what) has \(length.lowerBound) to \(length.upperBound) bytes, and no control characters")
        }
    }
}
