import PassCrypto
import SQLStore

// Messages, for who sends them. What they tell of enqueues them (`NoticeStore`).
extension Register {
    /// Stores a notice that is about nothing that is stored along with it.
    package func enqueue(_ notice: Notice, now: Int64) async throws {
        try await engine.write { [vault] in try NoticeStore.enqueue(notice, at: now, vault, $0) }
        notices.notify()
    }

    /// Brings back those that were being sent when the service last ended, however that was.
    /// - Returns: how many.
    @discardableResult
    package func recoverNotices(now: Int64) async throws -> Int {
        try await engine.write { try NoticeStore.recover(at: now, $0) }
    }

    /// Takes the next notice that is due on a channel, to send it. What keeps the night waits for its end, and holds up nothing else.
    ///
    /// Durable on return: a crash between here and ``settle(_:_:now:)`` leaves it marked, and it is sent once more for each crash.
    /// - Returns: nil when none is due.
    package func claimNotice(_ channel: Contact.Channel, now: Int64) async throws -> ClaimedNotice? {
        // Looking is not a write.
        let isNight = NightHours.isNight(at: now, utcOffset: utcOffset)
        guard try await engine.read({ try NoticeStore.hasDue(channel, at: now, isNight: isNight, $0) }) else {
            return nil
        }
        let claimed = try await engine.write { try NoticeStore.claim(channel, at: now, isNight: isNight, $0) }
        return try claimed.map(opened)
    }

    @inline(never)
    private func opened(_ claimed: NoticeStore.Claimed) throws -> ClaimedNotice {
        let context = NoticeStore.context(claimed.seq, createdAt: claimed.createdAt)
        return ClaimedNotice(
            seq: claimed.seq, id: Array(try vault.mac(context, "message").prefix(16)), attempts: claimed.attempts,
            createdAt: claimed.createdAt,
            notice: try vault.open(claimed.sealed, context: context).flatMap(Notice.init(padded:)))
    }

    /// Notes what became of a notice.
    package func settle(_ claimed: ClaimedNotice, _ outcome: NoticeOutcome, now: Int64) async throws {
        try await engine.write { try NoticeStore.settle(claimed.seq, outcome, at: now, $0) }
    }

    /// Gives up what is of no use any more, and blanks and removes what was kept long enough.
    package func purgeNotices(_ retention: NoticeRetention, now: Int64) async throws {
        try await engine.write { database in
            try NoticeStore.expire(at: now, database)
            try NoticeStore.purge(retention, at: now, database)
        }
    }

    package func noticeCounts(now: Int64) async throws -> NoticeCounts {
        try await engine.read { try NoticeStore.counts(at: now, $0) }
    }
}
