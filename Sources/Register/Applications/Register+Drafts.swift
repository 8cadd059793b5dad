import Identifiers
import PassCrypto
import SQLStore

// What applicants write: kept as it was typed, sealed, until it is sent.
extension Register {
    /// An application with its answers, for whoever may see them.
    package struct OpenedApplication: Sendable {
        package let application: PassApplication
        package let values: FieldValues
        package let contact: Contact?
        package let attachments: [Attachment]

        /// How many files there are, by field.
        package var attached: [String: Int] { Dictionary(grouping: attachments, by: \.field).mapValues(\.count) }
    }

    /// How long a draft is kept after it was last saved.
    private static let draftDays: Int64 = 30

    func draftDue(_ now: Int64) -> Int64 { now + Self.draftDays * 86_400 }

    /// Begins an application.
    package func startDraft(
        _ kind: ApplicationKind, values: FieldValues = FieldValues(), contact: Contact? = nil, company: Int64? = nil,
        channel: PassApplication.Channel = .online, language: SiteLanguage, now: Int64
    ) async throws -> ApplicationID {
        let year = CivilDate(of: now, utcOffset: utcOffset).year
        let subject = try contact.map { try vault.subject(contact: $0) }
        for _ in 0..<8 {
            guard let id = ApplicationID(random.bytes(ApplicationID.byteCount)),
                let number = ApplicationNumber(random: random.bytes(ApplicationNumber.randomByteCount), year: year)
            else { break }
            let new = ApplicationStore.New(
                id: id, number: number, kind: kind, language: language, channel: channel, contact: subject,
                company: company,
                document: try ApplicationDocument(values: values, contact: contact).sealed(
                    for: id, vault: vault, random: random), dueAt: draftDue(now))
            if try await engine.write({ try ApplicationStore.insert(new, at: now, $0) }) { return id }
        }
        throw RegisterError(.selfCheck, "random ids repeat: the source of randomness is broken")
    }

    package func application(_ id: ApplicationID) async throws -> PassApplication? {
        try await engine.look { try ApplicationStore.application(id, $0) }
    }

    package func application(number: ApplicationNumber) async throws -> PassApplication? {
        try await engine.look { database in
            try ApplicationStore.id(number: number, database).flatMap {
                try ApplicationStore.application($0, database)
            }
        }
    }

    /// The applications of a contact that was proved, the one changed last first.
    package func applications(of contact: Contact, limit: Int = 100) async throws -> [PassApplication] {
        let subject = try vault.subject(contact: contact)
        return try await engine.read { try ApplicationStore.of(contact: subject, limit: limit, $0) }
    }

    /// An application's answers.
    package func opened(_ id: ApplicationID) async throws -> OpenedApplication? {
        try await engine.look { try StoredApplication(id, $0) }.map(opened)
    }

    /// The same for who asks in a session: for those alone that it began, asked about with a code, or whose contact it has proved.
    /// What is somebody else's stays sealed.
    package func opened(number: ApplicationNumber, in session: WebSession) async throws -> OpenedApplication? {
        try await engine.look { database in
            try StoredApplication(number, in: session, database)
        }.map(opened)
    }

    /// How an application stands and what happened to it, for who may see it. What was answered is not opened.
    package func progress(
        number: ApplicationNumber, in session: WebSession
    ) async throws -> (application: PassApplication, history: ApplicationHistory)? {
        try await engine.look { database in
            guard let id = try ApplicationStore.id(number: number, database),
                let application = try ApplicationStore.application(id, database), session.holds(application)
            else { return nil }
            return (application, try ApplicationHistory(of: application, database))
        }
    }

    private struct StoredApplication: Sendable {
        let application: PassApplication
        let box: [UInt8]
        let attachments: [Attachment]

        init?(_ number: ApplicationNumber, in session: WebSession, _ database: any SQLReading) throws {
            guard let id = try ApplicationStore.id(number: number, database) else { return nil }
            try self.init(id, database)
            guard session.holds(application) else { return nil }
        }

        init?(_ id: ApplicationID, _ database: any SQLReading) throws {
            guard let application = try ApplicationStore.application(id, database) else { return nil }
            self.application = application
            box = try ApplicationStore.document(application.seq, database)
            attachments = try AttachmentStore.list(of: application.seq, database)
        }
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func opened(_ stored: StoredApplication) throws -> OpenedApplication {
        let document = try ApplicationDocument(opening: stored.box, of: stored.application.id, vault: vault)
        return OpenedApplication(
            application: stored.application, values: document.values, contact: document.contact,
            attachments: stored.attachments)
    }

    /// Saves answers, right or wrong. While something is corrected, only what was faulted changes.
    /// - Parameters:
    ///   - version: of the application that the answers were made from.
    ///   - contact: nil leaves the one there is.
    /// - Returns: false when it was changed meanwhile, on another device perhaps, or is no longer the applicant's.
    package func save(
        _ values: FieldValues, contact: Contact? = nil, of id: ApplicationID, version: Int64, now: Int64
    ) async throws -> Bool {
        guard let old = try await opened(id), old.application.version == version else { return false }
        var document = ApplicationDocument(values: values, contact: contact ?? old.contact)
        if old.application.state == .correction {
            document = ApplicationDocument(
                values: Correction.merged(values, into: old.values, faults: old.application.faults),
                contact: old.contact)
        }
        let subject = try document.contact.map { try vault.subject(contact: $0) }
        let box = try document.sealed(for: id, vault: vault, random: random)
        let due = old.application.state == .draft ? draftDue(now) : old.application.dueAt
        return try await engine.write { database in
            try ApplicationStore.save(
                box, of: old.application.seq, version: version, contact: subject, dueAt: due, at: now, database)
        }
    }

    // MARK: Pictures

    /// Attaches a picture.
    /// - Parameters:
    ///   - jpeg: of our own making, never what somebody sent.
    ///   - replacing: whether it takes the place of what the field has.
    /// - Returns: nil when there is no room for it, or the application is not the applicant's to change.
    package func attach(
        _ jpeg: [UInt8], as field: String, replacing: Bool, to id: ApplicationID,
        within limits: AttachmentLimits = AttachmentLimits(), now: Int64
    ) async throws -> Attachment? {
        try await attach(jpeg, as: field, replacing: replacing, to: id, within: limits, now: now) { _ in }
    }

    /// - Parameter also: what else is done in the same transaction when it was attached.
    func attach(
        _ jpeg: [UInt8], as field: String, replacing: Bool, to id: ApplicationID, within limits: AttachmentLimits,
        now: Int64, also: @escaping @Sendable (any SQLWriting) throws -> Void
    ) async throws -> Attachment? {
        let name = random.bytes(Attachment.idByteCount)
        let sealed = try vault.seal(
            jpeg, context: Self.context(ofAttachment: name), nonce: random.bytes(SecretBox.nonceByteCount))
        let attachment = Attachment(id: name, field: field, size: Int64(sealed.count), addedAt: now)
        do {
            return try await engine.write { database in
                guard let application = try ApplicationStore.application(id, database), application.accepts(field)
                else { return nil }
                if replacing { try AttachmentStore.remove(field: field, of: application.seq, database) }
                let isStored = try AttachmentStore.insert(
                    attachment, sealed: sealed, of: application.seq, within: limits, database)
                // Undoes the removal, too.
                guard isStored else { throw NoRoom() }
                try also(database)
                return attachment
            }
        } catch is NoRoom {
            return nil
        }
    }

    private struct NoRoom: Error {}

    /// - Returns: whether there was one that could go.
    package func detach(_ attachment: [UInt8], from id: ApplicationID, now: Int64) async throws -> Bool {
        try await engine.write { database in
            guard let application = try ApplicationStore.application(id, database),
                let field = try AttachmentStore.list(of: application.seq, database).first(where: {
                    $0.id == attachment
                })?.field, application.accepts(field)
            else { return false }
            return try AttachmentStore.remove(attachment, of: application.seq, database)
        }
    }

    /// A picture of an application.
    package func picture(_ attachment: [UInt8], of id: ApplicationID) async throws -> [UInt8]? {
        let sealed = try await engine.read { database -> [UInt8]? in
            guard let application = try ApplicationStore.application(id, database) else { return nil }
            return try AttachmentStore.sealed(attachment, of: application.seq, database)
        }
        return try sealed.flatMap { try opened(attachment: attachment, $0) }
    }

    /// Apart from the asynchronous part, and not inlined into it: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    private func opened(attachment: [UInt8], _ sealed: [UInt8]) throws -> [UInt8] {
        guard let jpeg = try vault.open(sealed, context: Self.context(ofAttachment: attachment)) else {
            throw RegisterError.damaged("a picture that is sealed with another key")
        }
        return jpeg
    }

    static func context(ofAttachment id: [UInt8]) -> [UInt8] { Array("attachment:".utf8) + id }
}

extension PassApplication {
    /// Whether the applicant may attach to a field, or take away.
    func accepts(_ field: String) -> Bool {
        switch state {
        case .draft: true
        case .correction: faults.contains { $0.field == field }
        default: false
        }
    }
}
