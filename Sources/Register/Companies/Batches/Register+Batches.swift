import Identifiers
import PassCrypto
import SQLStore

// Applications for many at once.
extension Register {
    /// Applies for many entries of a roster: all in which nothing is wrong, and says of the others what is.
    /// - Parameter sends: false only to look what would become of it.
    package func apply(
        _ order: BatchOrder, sends: Bool, by actor: AccountID, now: Int64
    ) async throws -> BatchOutcome {
        let scene = try await batchScene(order, sends: sends, by: actor, now: now)
        let common = scene.answers.commonFaults(FormContext(seeds: seeds, now: now, isVouched: true))
        guard common.isEmpty else { return .refused(common) }
        guard !scene.rows.isEmpty else { return .refused([Fault("entries", "required")]) }
        guard scene.rows.count <= seeds.companies.batch else {
            return .refused([Fault("entries", "too-many", ["most": String(seeds.companies.batch)])])
        }
        var lines: [BatchLine] = []
        var batch: Int64?
        var start = 0
        // Some at a time: nobody else waits for the whole of it, and no more is held than these.
        while start < scene.rows.count {
            let chunk = Array(scene.rows[start..<min(start + seeds.companies.batchAtOnce, scene.rows.count)])
            start += chunk.count
            let photos = try await engine.read { database in
                try chunk.map { $0.row.hasPhoto ? try RosterStore.photo(of: $0.row.seq, database) : nil }
            }
            let rows = try made(chunk, photos, scene, now: now)
            if sends {
                let (number, sent) = try await send(rows, scene, batch: batch, by: actor, now: now)
                batch = number ?? batch
                lines += sent
            } else {
                let company = scene.company.seq
                lines += try await engine.read { [seeds, bans = bans(at: now)] database in
                    try rows.map {
                        try Self.look(at: $0, company: company, seeds: seeds, bans: bans, now: now, database)
                    }
                }
            }
        }
        return .looked(batch: batch, lines)
    }

    /// What an order is about.
    private struct BatchScene: Sendable {
        let company: Company
        let language: SiteLanguage
        let answers: BatchAnswers
        let rows: [Chosen]

        struct Chosen: Sendable {
            let row: RosterStore.Row
            /// What is renewed, and the sealed answers that led to it.
            let renewed: Renewed?
        }

        struct Renewed: Sendable {
            let number: String
            let ends: Int64
            let application: ApplicationID?
            let document: [UInt8]?
        }
    }

    private func batchScene(
        _ order: BatchOrder, sends: Bool, by actor: AccountID, now: Int64
    ) async throws -> BatchScene {
        let soon = (seeds.companies.remindBeforeDays.first ?? 60) * 86_400
        let (member, rows) = try await engine.read { database -> (ActingMember, [BatchScene.Chosen]) in
            let member = try ActingMember(actor, sends ? .apply : .prepare, database)
            let all = try RosterStore.all(order.kind, of: member.company.seq, database)
            let rows = try all.filter {
                try Self.isMeant($0, order.entries, company: member.company.seq, soon: soon, now: now, database)
            }
            return (
                member,
                try rows.map { row in
                    BatchScene.Chosen(
                        row: row,
                        renewed: order.renews
                            ? try Self.renewed(row, company: member.company.seq, now: now, database) : nil)
                }
            )
        }
        let company = try company(member.company)
        return BatchScene(
            company: company, language: member.account.language,
            answers: BatchAnswers(order: order, company: company), rows: rows)
    }

    private static func isMeant(
        _ row: RosterStore.Row, _ selection: BatchOrder.Selection, company: Int64, soon: Int64, now: Int64,
        _ database: any SQLReading
    ) throws -> Bool {
        switch selection {
        case .all: return true
        case .these(let ids): return ids.contains(row.id)
        case .lacking:
            return try RosterStore.passes(of: row.subject, company: company, at: now, database).isEmpty
                && RosterStore.applications(of: row.subject, company: company, database).isEmpty
        case .ending:
            guard let last = try RosterStore.passes(of: row.subject, company: company, at: now, database).first else {
                return false
            }
            return try last.state == .active && last.expires <= now + soon
                && RosterStore.applications(of: row.subject, company: company, database).isEmpty
        }
    }

    /// How many entries each selection means.
    package struct RosterCounts: Hashable, Sendable {
        package let all: Int
        package let lacking: Int
        package let ending: Int
    }

    package func rosterCounts(_ kind: RosterKind, by actor: AccountID, now: Int64) async throws -> RosterCounts {
        let soon = (seeds.companies.remindBeforeDays.first ?? 60) * 86_400
        return try await engine.read { database in
            let company = try ActingMember(actor, .view, database).company.seq
            let rows = try RosterStore.all(kind, of: company, database)
            func count(_ selection: BatchOrder.Selection) throws -> Int {
                try rows.count { try Self.isMeant($0, selection, company: company, soon: soon, now: now, database) }
            }
            return RosterCounts(all: rows.count, lacking: try count(.lacking), ending: try count(.ending))
        }
    }

    private static func renewed(
        _ row: RosterStore.Row, company: Int64, now: Int64, _ database: any SQLReading
    ) throws -> BatchScene.Renewed? {
        guard let pass = try RosterStore.passes(of: row.subject, company: company, at: now, database).first else {
            return nil
        }
        let application = try BatchStore.application(ofPass: pass.number, company: company, database)
        return BatchScene.Renewed(
            number: pass.number, ends: pass.expires, application: application?.id,
            document: try application.map { try ApplicationStore.document($0.seq, database) })
    }

    /// Everything that is made before the transaction.
    @inline(never)
    private func made(
        _ chunk: [BatchScene.Chosen], _ photos: [[UInt8]?], _ scene: BatchScene, now: Int64
    ) throws -> [BatchRow] {
        try vault.keepingOpen {
            try zip(chunk, photos).map { try made($0, photo: $1, scene, now: now) }
        }
    }

    private func made(
        _ chosen: BatchScene.Chosen, photo sealedPhoto: [UInt8]?, _ scene: BatchScene, now: Int64
    ) throws -> BatchRow {
        let order = scene.answers.order
        let entry = try opened(chosen.row)
        let title = entry[order.kind == .person ? "name" : "plate"]
        func row(_ content: BatchRow.Content) -> BatchRow {
            BatchRow(entry: chosen.row.id, title: title, content: content)
        }
        if order.renews, chosen.renewed == nil { return row(.refused([Fault("renews", "not-found")])) }
        var before: FieldValues?
        if let application = chosen.renewed?.application, let box = chosen.renewed?.document {
            before = try ApplicationDocument(opening: box, of: application, vault: vault).values
        }
        let values = scene.answers.values(
            of: entry, before: before, renewing: chosen.renewed?.number ?? "", ends: chosen.renewed?.ends, now: now,
            utcOffset: utcOffset)
        let context = FormContext(
            seeds: seeds, now: now, attached: sealedPhoto == nil ? [:] : ["photo": 1], isVouched: true)
        let prepared: PreparedApplication
        switch try PreparedApplication.prepare(values, of: order.kind.application, context, vault: vault) {
        case .success(let right): prepared = right
        case .failure(let faults): return row(.refused(faults.faults))
        }
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        guard let id = ApplicationID(random.bytes(ApplicationID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let contact = RosterEntry(
            id: chosen.row.id, kind: order.kind, values: entry, hasPhoto: false, pass: nil, application: nil
        ).contact
        var picture: (Attachment, [UInt8])?
        if let sealedPhoto {
            let name = random.bytes(Attachment.idByteCount)
            let sealed = try vault.seal(
                try opened(rosterPhoto: sealedPhoto, of: chosen.row.id), context: Self.context(ofAttachment: name),
                nonce: random.bytes(SecretBox.nonceByteCount))
            picture = (
                Attachment(id: name, field: "photo", size: Int64(sealed.count), addedAt: now), sealed
            )
        }
        return row(
            .made(
                BatchRow.Made(
                    id: id,
                    numbers: (0..<3).compactMap { _ in
                        ApplicationNumber(random: random.bytes(ApplicationNumber.randomByteCount), year: year)
                    }, kind: order.kind.application,
                    language: NationalityLanguage.language(of: entry["nationality"]) ?? scene.language,
                    contact: try contact.map { try vault.subject(contact: $0) },
                    document: try ApplicationDocument(values: values, contact: contact).sealed(
                        for: id, vault: vault, random: random), prepared: prepared, renews: values["renews"],
                    photo: picture.map { (attachment: $0.0, sealed: $0.1) })))
    }

    static func faults(
        _ made: BatchRow.Made, company: Int64, seeds: Seeds, bans: BanCheck, now: Int64, _ database: any SQLReading
    ) throws -> [Fault] {
        try StandingRules(
            seeds: seeds, application: made.application(company, now: now), bans: bans, database: database
        ).faults(of: made.prepared, renewing: made.renews, for: .applicant)
    }

    private static func look(
        at row: BatchRow, company: Int64, seeds: Seeds, bans: BanCheck, now: Int64, _ database: any SQLReading
    ) throws -> BatchLine {
        switch row.content {
        case .refused(let faults): return BatchLine(entry: row.entry, title: row.title, result: .refused(faults))
        case .made(let made):
            let faults = try faults(made, company: company, seeds: seeds, bans: bans, now: now, database)
            return BatchLine(
                entry: row.entry, title: row.title, result: faults.isEmpty ? .ready : .refused(faults))
        }
    }

    /// One transaction: the applications that nothing stands in the way of are made and sent.
    private func send(
        _ rows: [BatchRow], _ scene: BatchScene, batch: Int64?, by actor: AccountID, now: Int64
    ) async throws -> (Int64?, [BatchLine]) {
        let due = now + 30 * 86_400
        return try await engine.write { [seeds, bans = bans(at: now)] database in
            let member = try ActingMember(actor, .apply, database)
            let company = member.company
            guard company.id == scene.company.id else { throw RegisterError.denied }
            var number = batch
            var lines: [BatchLine] = []
            var events: [AuditEvent] = []
            for row in rows {
                let looked = try Self.look(
                    at: row, company: company.seq, seeds: seeds, bans: bans, now: now, database)
                guard case .made(let made) = row.content, looked.result == .ready else {
                    lines.append(looked)
                    continue
                }
                let application = try Self.insert(made, company: company.seq, dueAt: due, now: now, database)
                let place =
                    try number
                    ?? BatchStore.insert(company: company.seq, account: member.account.seq, at: now, database)
                number = place
                try BatchStore.add(application.seq, to: place, database)
                events.append(.applicationChanged(number: application.number, act: .submit, reason: nil))
                lines.append(BatchLine(entry: row.entry, title: row.title, result: .sent(application.number)))
            }
            if let number, !events.isEmpty {
                events.append(.company(.batchSent(company.id, batch: number, count: events.count)))
                try AuditStore.append(events, at: now, by: actor.principal, database)
            }
            return (number, lines)
        }
    }

    static func insert(
        _ made: BatchRow.Made, company: Int64, dueAt: Int64, now: Int64, _ database: any SQLWriting
    ) throws -> PassApplication {
        for number in made.numbers {
            let new = ApplicationStore.New(
                id: made.id, number: number, kind: made.kind, language: made.language, channel: .online,
                contact: made.contact, company: company, document: made.document, dueAt: dueAt)
            guard try ApplicationStore.insert(new, at: now, database) else { continue }
            guard let application = try ApplicationStore.application(made.id, database),
                let next = ApplicationMachine.next(.draft, .submit),
                try ApplicationStore.move(application, by: .submit, to: next, at: now, database)
            else { throw RegisterError.damaged("an application that was just made") }
            try ApplicationStore.setSubjects(made.prepared.subjects.flatMap { $0 }, of: application.seq, database)
            try VisitMatterStore.set(made.prepared.matters, of: application.seq, database)
            if let photo = made.photo {
                guard
                    try AttachmentStore.insert(
                        photo.attachment, sealed: photo.sealed, of: application.seq, within: AttachmentLimits(),
                        database)
                else { throw RegisterError(.impossibleChange, "there is no room for more pictures at the moment") }
            }
            return application
        }
        throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
    }
}
