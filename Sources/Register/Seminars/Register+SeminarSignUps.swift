import Identifiers
import PassCrypto
import SQLStore

// Signing up for seminars: a place counts when the link of a mail was followed; who has none waits, and moves up in order.
extension Register {
    /// Asks for a place. Whether the address is signed up already, nobody learns but who reads its mail.
    /// - Parameter client: nil for who comes from this machine.
    package func signUp(
        for number: Int64, _ details: SeminarGuestDetails, contact: Contact, language: SiteLanguage, client: String?,
        limits: SeminarLimits = SeminarLimits(), now: Int64
    ) async throws -> SeminarSigning {
        guard details.faults.isEmpty else { return .refused(details.faults) }
        let new = try newSignUp(details, contact, language, client: client)
        let signing = try await engine.write { [self] database -> SeminarSigning in
            guard let seminar = try BulletinStore<Seminars>.find(number, database) else {
                throw RegisterError.unknown(Seminars.self)
            }
            guard seminar.isOpen(at: now), let content = seminar.content else { return .closed }
            try settle(seminar, at: now, database)
            if let wait = try Self.wait(new, limits, now: now, database) { return .tooMany(retryAfter: wait) }
            if let known = try SeminarSignUpStore.known(new.contact, number, database) {
                guard known.reminders < limits.reminders else { return .sent }
                try SeminarSignUpStore.noteReminder(known.addressee.seq, database)
                let isConfirmed = known.addressee.state == .placed || known.addressee.state == .waiting
                try tell(
                    isConfirmed ? .seminarAgain : .seminarConfirm, known.addressee, of: seminar, at: now, database)
                return .sent
            }
            let since = now - limits.window
            let mine = try SeminarSignUpStore.count(contact: new.contact, since: since, database).number
            guard mine < limits.perContact else { return .sent }
            let places = try SeminarSignUpStore.places(content.places, of: number, database)
            try SeminarSignUpStore.insert(
                new, for: number, state: places.beginning, at: now, until: min(now + limits.hold, content.begins),
                database)
            guard let stored = try SeminarSignUpStore.known(new.contact, number, database) else {
                throw RegisterError.damaged("a sign-up for a seminar")
            }
            try tell(.seminarConfirm, stored.addressee, of: seminar, at: now, database)
            return .sent
        }
        notices.notify()
        return signing
    }

    /// Everything random about it. Apart from asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func newSignUp(
        _ details: SeminarGuestDetails, _ contact: Contact, _ language: SiteLanguage, client: String?
    ) throws -> SeminarSignUpStore.New {
        let id = random.bytes(16)
        return SeminarSignUpStore.New(
            id: id, digest: try SeminarToken(of: id, vault: vault).digest, language: language,
            contact: try vault.subject(contact: contact),
            sealedContact: try vault.seal(contact, nonce: random.bytes(SecretBox.nonceByteCount)),
            sealed: try vault.seal(
                details.padded, context: SeminarSignUpStore.context(id),
                nonce: random.bytes(SecretBox.nonceByteCount)),
            client: try client.map { Array(try vault.mac(Array($0.utf8), "client").prefix(16)) })
    }

    /// Seconds until there may be one again; nil when there may be one now.
    private static func wait(
        _ new: SeminarSignUpStore.New, _ limits: SeminarLimits, now: Int64, _ database: any SQLReading
    ) throws -> Int64? {
        let since = now - limits.window
        var counts = [(try SeminarSignUpStore.count(since: since, database), limits.overall)]
        if let client = new.client {
            counts.append((try SeminarSignUpStore.count(client: client, since: since, database), limits.perClient))
        }
        return counts.filter { $0.0.number >= $0.1 }.map { max(1, ($0.0.first ?? now) + limits.window - now) }.max()
    }

    // MARK: By the link

    /// What a link opens; nil for nothing.
    package func seminarSignUp(_ token: SeminarToken) async throws -> SeminarSignUp? {
        try await engine.read { try SeminarSignUpStore.signUp(digest: token.digest, $0) }
    }

    /// Whoever reads the mail says that they come.
    /// - Returns: how it stands then; nil where the link opens nothing.
    package func confirmSignUp(_ token: SeminarToken, now: Int64) async throws -> SeminarSignUp? {
        try await changeSignUp(token, now: now) { [self] signUp, seminar, places, database in
            guard let next = places.confirmed(signUp.state) else { return }
            try SeminarSignUpStore.move(signUp.seq, to: next, database)
            for addressee in try SeminarSignUpStore.confirmed(seminar.number, database)
            where addressee.seq == signUp.seq {
                try tell(Self.kind(of: next, seminar), addressee, of: seminar, at: now, database)
            }
        }
    }

    /// Gives a place, or the hope for one, back; who waits longest gets it. Nothing is left of who it was.
    package func leaveSeminar(_ token: SeminarToken, now: Int64) async throws -> SeminarSignUp? {
        try await changeSignUp(token, now: now) { signUp, _, _, database in
            if signUp.state.isOpen { try SeminarSignUpStore.leave(signUp.seq, database) }
        }
    }

    private func changeSignUp(
        _ token: SeminarToken, now: Int64,
        _ body: @escaping @Sendable (SeminarSignUp, Seminar, SeminarPlaces, any SQLWriting) throws -> Void
    ) async throws -> SeminarSignUp? {
        let digest = token.digest
        let changed = try await engine.write { [self] database -> SeminarSignUp? in
            guard let found = try SeminarSignUpStore.signUp(digest: digest, database) else { return nil }
            guard let seminar = try BulletinStore<Seminars>.find(found.seminar, database), let content = seminar.content
            else {
                throw RegisterError.damaged(Seminars.self)
            }
            guard seminar.isComing(at: now) else { return found }
            try settle(seminar, at: now, database)
            // What was not confirmed in time has just become so.
            guard let signUp = try SeminarSignUpStore.signUp(digest: digest, database) else { return nil }
            let places = try SeminarSignUpStore.places(content.places, of: seminar.number, database)
            try body(signUp, seminar, places, database)
            try settle(seminar, at: now, database)
            return try SeminarSignUpStore.signUp(digest: digest, database)
        }
        notices.notify()
        return changed
    }

    // MARK: By itself

    /// Gives places that were held for a day and not confirmed to who waits. Whoever signs up, confirms or leaves does it for that
    /// seminar; this is for when nobody does.
    package func settleSeminars(now: Int64) async throws {
        let overdue = try await engine.read { try SeminarSignUpStore.overdue(at: now, $0) }
        for number in overdue {
            try await engine.write { [self] database in
                guard let seminar = try BulletinStore<Seminars>.find(number, database) else { return }
                try settle(seminar, at: now, database)
            }
        }
        if !overdue.isEmpty { notices.notify() }
    }

    /// Within a transaction: what was not confirmed in time lapses, who waits moves up, and how many there are is counted.
    func settle(_ seminar: Seminar, at now: Int64, _ database: any SQLWriting) throws {
        try SeminarSignUpStore.lapse(seminar.number, at: now, database)
        if seminar.isComing(at: now), let content = seminar.content {
            let places = try SeminarSignUpStore.places(content.places, of: seminar.number, database)
            for addressee in try SeminarSignUpStore.waiting(seminar.number, most: places.movingUp, database) {
                try SeminarSignUpStore.move(addressee.seq, to: .placed, database)
                try tell(Self.kind(of: .placed, seminar), addressee, of: seminar, at: now, database)
            }
        }
        try SeminarStore.tally(seminar.number, database)
    }

    private static func kind(of state: SeminarSignUpState, _ seminar: Seminar) -> NoticeKind {
        guard state == .placed else { return .seminarWaiting }
        return seminar.content?.link == nil ? .seminarPlace : .seminarPlaceOnline
    }

    /// Writes to somebody, in their language. One whose address was erased is written to no more.
    func tell(
        _ kind: NoticeKind, _ addressee: SeminarSignUpStore.Addressee, of seminar: Seminar, at now: Int64,
        _ database: any SQLWriting
    ) throws {
        guard let content = seminar.revisions.last?.content, let box = addressee.sealedContact,
            let contact = try vault.contact(in: box)
        else { return }
        let latest = try BulletinStore<Seminars>.find(seminar.number, database)?.content ?? content
        let all = [
            "seminar": latest.text(in: addressee.language).text.title,
            "day": DateText.iso(CivilDate(of: latest.begins, utcOffset: utcOffset)),
            "time": SeminarTime.span(latest, utcOffset: utcOffset),
            "place": latest.place(in: addressee.language)?.text ?? "", "link": latest.link ?? "",
            "number": String(seminar.number), "token": try SeminarToken(of: addressee.id, vault: vault).text,
        ]
        try NoticeStore.enqueue(
            Notice(
                kind, to: contact, language: addressee.language, facts: all.filter { kind.facts.contains($0.key) }),
            at: now, expires: latest.ends, vault, database)
    }

    // MARK: Who comes

    /// Who is signed up, with a record that somebody looked.
    package func seminarGuests(_ number: Int64, by principal: Principal, now: Int64) async throws -> [SeminarGuest] {
        let guests = try await engine.write { database in
            let guests = try SeminarSignUpStore.guests(of: number, database)
            if !guests.isEmpty {
                try AuditStore.append([.seminar(.peopleSeen(seminar: number))], at: now, by: principal, database)
            }
            return guests
        }
        return try opened(guests)
    }

    @inline(never)
    private func opened(_ guests: [SeminarSignUpStore.Guest]) throws -> [SeminarGuest] {
        try guests.map { guest in
            SeminarGuest(number: guest.seq, state: guest.state, details: try details(guest), came: guest.came)
        }
    }

    private func details(_ guest: SeminarSignUpStore.Guest) throws -> SeminarGuestDetails? {
        guard let box = guest.sealed else { return nil }
        guard let bytes = try vault.open(box, context: SeminarSignUpStore.context(guest.id)),
            let details = SeminarGuestDetails(padded: bytes)
        else { throw RegisterError.damaged("a sign-up for a seminar") }
        return details
    }

    /// Notes who of those with a place came. What is not named did not.
    /// Nobody gets a place any more when it has begun: who has one then is who was shown.
    package func noteAttendance(
        _ number: Int64, came: Set<Int64>, by principal: Principal, now: Int64
    ) async throws -> BulletinChange {
        try await engine.write { database in
            guard let seminar = try BulletinStore<Seminars>.find(number, database) else {
                throw RegisterError.unknown(Seminars.self)
            }
            guard seminar.state == .published, let content = seminar.content, content.begins <= now else {
                return .refused([Fault("came", "not-yet")])
            }
            let guests = try SeminarSignUpStore.guests(of: number, database).filter { $0.state == .placed }
            for guest in guests {
                try SeminarSignUpStore.noteCame(guest.seq, came.contains(guest.seq), database)
            }
            try SeminarStore.tally(number, database)
            let count = Int64(guests.count { came.contains($0.seq) })
            try AuditStore.append(
                [.seminar(.attended(seminar: number, came: count))], at: now, by: principal, database)
            return .changed(number)
        }
    }

    // MARK: What is kept of somebody

    struct SeminarTrace {
        let title: String
        let state: SeminarSignUpState
        let madeAt: Int64
        let details: SeminarGuestDetails?
        let came: Bool
    }

    /// What there is of an address.
    func seminarTraces(of contact: [UInt8]) async throws -> [SeminarTrace] {
        let found = try await engine.read { database in
            try SeminarSignUpStore.all(of: contact, database).map { entry in
                (
                    entry,
                    try BulletinStore<Seminars>.find(entry.seminar, database)?.content?.text(in: .zhHant).text.title
                        ?? ""
                )
            }
        }
        return try traces(found.map { ($0.guest, $0.madeAt, $1) })
    }

    @inline(never)
    private func traces(
        _ found: [(guest: SeminarSignUpStore.Guest, madeAt: Int64, title: String)]
    ) throws -> [SeminarTrace] {
        try found.map { entry in
            SeminarTrace(
                title: entry.title, state: entry.guest.state, madeAt: entry.madeAt, details: try details(entry.guest),
                came: entry.guest.came)
        }
    }
}
