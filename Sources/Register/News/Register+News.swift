import Identifiers
import SQLStore

// What the office tells everybody.
extension Register {
    /// Why something that everybody saw is another now, or is no more.
    package struct AnnouncementReason: Hashable, Sendable {
        package let chinese: String
        package let english: String

        package init(chinese: String, english: String) {
            self.chinese = OpinionText.plain(chinese)
            self.english = OpinionText.plain(english)
        }

        var faults: [Fault] {
            [("reason-zh", chinese), ("reason-en", english)].compactMap { field, text in
                text.contains("\n")
                    ? Fault(field, "forbidden-character")
                    : OpinionText.fault(in: text, field: field, longest: AnnouncementForm.longestReason)
            }
        }
    }

    /// How often something became public.
    package func newsEdition() async throws -> Int64 { try await engine.look { try NewsStore.edition($0) } }

    /// All of them, also what nobody outside sees, the newest first.
    package func announcements() async throws -> [Announcement] { try await engine.read { try NewsStore.all($0) } }

    package func announcement(_ number: Int64) async throws -> Announcement? {
        try await engine.read { try NewsStore.announcement(number, $0) }
    }

    /// Whose the names of announcements are in feeds (RFC 4151): what the audit log is called by, which never changes.
    package var newsAuthority: String {
        seeds.auditOrigin.split(separator: "/").first.map { $0.lowercased() } ?? seeds.auditOrigin
    }

    private var portNames: Set<String> { Set(seeds.site.ports.map(\.id)) }

    /// Writes a new one; nobody outside sees it.
    package func draftAnnouncement(
        _ form: AnnouncementForm, by principal: Principal, now: Int64
    ) async throws -> AnnouncementChange {
        switch form.checked(ports: portNames) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return .changed(
                try await engine.write { database in
                    try NewsStore.insert(draft: content, by: principal.name, at: now, database)
                })
        }
    }

    /// Writes on: on one that is not published, or on the correction of one that is.
    /// - Parameter seen: its changes when who writes last saw it.
    package func draftAnnouncement(
        _ form: AnnouncementForm, of number: Int64, seen: Int64, by principal: Principal, now: Int64
    ) async throws -> AnnouncementChange {
        switch form.checked(ports: portNames) {
        case .failure(let faults): return .refused(faults.faults)
        case .success(let content):
            return try await changeAnnouncement(number, seen: seen) { announcement, database in
                guard announcement.state != .withdrawn else { return .moved }
                try NewsStore.keep(draft: content, of: number, by: principal.name, at: now, database)
                return .changed(number)
            }
        }
    }

    /// Throws a draft away. What everybody sees stays.
    package func dropAnnouncementDraft(_ number: Int64, seen: Int64) async throws -> AnnouncementChange {
        try await changeAnnouncement(number, seen: seen) { announcement, database in
            guard announcement.draft != nil else { return .moved }
            try NewsStore.dropDraft(of: announcement, database)
            return .changed(number)
        }
    }

    /// Makes the draft what everybody sees.
    /// - Parameter reason: why, where it takes another's place.
    package func publishAnnouncement(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> AnnouncementChange {
        try await changeAnnouncement(number, seen: seen) { announcement, database in
            guard let draft = announcement.draft else { return .moved }
            let isFirst = announcement.revisions.isEmpty
            if !isFirst, !reason.faults.isEmpty { return .refused(reason.faults) }
            // What was announced for a day that has come does not become unseen by another day.
            let today = CivilDate(of: now, utcOffset: self.utcOffset)
            if announcement.isPublic(on: today), draft.content.from > today {
                return .refused([Fault("from", "seen-already")])
            }
            try Self.store(
                isFirst ? .publish : .correct, draft.content, of: announcement,
                reason: isFirst ? AnnouncementReason(chinese: "", english: "") : reason, by: principal, now: now,
                database)
            return .changed(number)
        }
    }

    /// Takes it back. Its page says so, and why.
    package func withdrawAnnouncement(
        _ number: Int64, seen: Int64, reason: AnnouncementReason, by principal: Principal, now: Int64
    ) async throws -> AnnouncementChange {
        try await changeAnnouncement(number, seen: seen) { announcement, database in
            guard let content = announcement.content else { return .moved }
            guard reason.faults.isEmpty else { return .refused(reason.faults) }
            try Self.store(.withdraw, content, of: announcement, reason: reason, by: principal, now: now, database)
            return .changed(number)
        }
    }

    private static func store(
        _ act: AnnouncementAct, _ content: AnnouncementContent, of announcement: Announcement,
        reason: AnnouncementReason, by principal: Principal, now: Int64, _ database: any SQLWriting
    ) throws {
        let revision = AnnouncementRevision(
            number: Int64(announcement.revisions.count) + 1, act: act, at: now, madeBy: principal.name,
            reason: reason.chinese, reasonInEnglish: reason.english, content: content)
        try NewsStore.insert(
            revision, of: announcement.number, state: act == .withdraw ? .withdrawn : .published, database)
        let digest = AnnouncementDigest.of(
            content: content.bytes, reason: reason.chinese, reasonInEnglish: reason.english)
        try AuditStore.append(
            [
                .announcement(
                    AnnouncementEvent(
                        number: announcement.number, revision: revision.number, act: act, digest: digest))
            ], at: now, by: principal, database)
    }

    private func changeAnnouncement(
        _ number: Int64, seen: Int64,
        _ body: @escaping @Sendable (Announcement, any SQLWriting) throws -> AnnouncementChange
    ) async throws -> AnnouncementChange {
        try await engine.write { database in
            guard let announcement = try NewsStore.announcement(number, database) else {
                throw RegisterError(.notFound, "there is no such announcement")
            }
            guard announcement.changes == seen else { return .moved }
            return try body(announcement, database)
        }
    }
}
