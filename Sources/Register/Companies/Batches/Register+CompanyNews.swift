import SQLStore

// What became of applications that a company sent together: told in one message, and not in one for each.
extension Register {
    /// Whether a company is told of it: what it waits for, and what it has to do something about.
    private static func isNews(_ kind: NoticeKind) -> Bool {
        switch kind {
        case .issued, .correction, .paymentDue, .rejected, .lapsed: true
        default: false
        }
    }

    /// Notes what a company has to be told of an application, in the transaction in which it became so.
    /// - Returns: whether who the application is for is told as well: not of money, which the company pays for all of them.
    func noteNews(
        _ kind: NoticeKind, _ application: PassApplication, at now: Int64, _ database: any SQLWriting
    ) throws -> Bool {
        guard let company = application.company, try CompanyNewsStore.isOfBatch(application.seq, database) else {
            return true
        }
        if Self.isNews(kind) { try CompanyNewsStore.note(application.seq, of: company, at: now, database) }
        return kind != .paymentDue && kind != .paid
    }

    /// Tells companies what became of what they sent together: when nothing more has come for ten minutes, or an hour after the
    /// first of it, and at most once an hour. It goes to who sent it, in their language; to the owners where they left.
    /// - Returns: how many companies were told.
    @discardableResult
    package func tellCompanies(now: Int64) async throws -> Int {
        let due = try await engine.read {
            try CompanyNewsStore.due(quiet: 600, longest: 3_600, at: now, $0)
        }
        var told = 0
        for company in due where try await tell(company, now: now) { told += 1 }
        if told > 0 { notices.notify() }
        return told
    }

    private func tell(_ company: Int64, now: Int64) async throws -> Bool {
        guard let row = try await engine.read({ try CompanyStore.company(seq: company, $0) }) else { return false }
        let name = try self.company(row).name
        return try await engine.write { [self] database in
            let news = try CompanyNewsStore.news(of: company, database)
            guard news.issued + news.needing > 0 else {
                try CompanyNewsStore.end(company, isTold: false, at: now, database)
                return false
            }
            let members = try MemberStore.members(of: company, database)
            let senders = members.filter { news.accounts.contains($0.account) }
            for member in senders.isEmpty ? members.filter({ $0.role == .owner }) : senders {
                guard let account = try AccountStore.account(seq: member.account, database) else { continue }
                let notice = try Notice(
                    .companyNews, to: opened(account).email, language: account.language,
                    facts: ["company": name, "count": String(news.issued), "needing": String(news.needing)])
                try NoticeStore.enqueue(notice, at: now, vault, database)
            }
            try CompanyNewsStore.end(company, isTold: true, at: now, database)
            return true
        }
    }
}
