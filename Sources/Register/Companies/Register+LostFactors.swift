import SQLStore

// An app that is lost, and its recovery codes with it: others take it off the account. Who lost it never does it alone, and nobody
// does it for themselves: the password is asked for as before, a code goes to the address, and another app is set up before
// anything else.
extension Register {
    package enum LostFactorOutcome: Hashable, Sendable {
        case done
        /// There is no such member.
        case unknown
        /// There is no app to take off.
        case none
        /// Somebody in the company may do it, and is asked first.
        case othersMay
    }

    /// Takes the app off another member's account.
    /// - Throws: ``RegisterError`` with code `denied` for who may not, and for one's own.
    package func takeFactor(of id: AccountID, by actor: AccountID, now: Int64) async throws -> LostFactorOutcome {
        guard let row = try await engine.read({ try AccountStore.account(id, $0) }) else { return .unknown }
        return try await takeFactor(of: row, shown: nil, by: actor.principal, now: now) { member, company, database in
            let acting = try ActingMember(actor, .manageMembers, database)
            guard acting.company.seq == company.seq else { return .unknown }
            guard actor != id, CompanyAccess.mayTakeFactor(acting.role, of: member.role, in: company.state) else {
                throw RegisterError.denied
            }
            return .done
        }
    }

    /// The same by staff, for who stands at a counter with their document and has nobody in the company who may.
    /// - Parameters:
    ///   - number: the company's, so that one address typed wrong hits nobody.
    ///   - shown: what they showed.
    package func takeFactor(
        of email: Contact, company number: String, shown: CounterDocument, by principal: Principal, now: Int64
    ) async throws -> LostFactorOutcome {
        let key = try vault.subject(contact: email)
        guard let row = try await engine.read({ try AccountStore.account(email: key, $0) }) else { return .unknown }
        return try await takeFactor(of: row, shown: shown, by: principal, now: now) { member, company, database in
            guard company.number == number else { return .unknown }
            let others = try MemberStore.members(of: company.seq, database).contains {
                $0.account != member.account
                    && CompanyAccess.mayTakeFactor($0.role, of: member.role, in: company.state)
            }
            return others ? .othersMay : .done
        }
    }

    /// - Parameter look: whether it may be done, looked at in the transaction that does it.
    private func takeFactor(
        of account: AccountRow, shown: CounterDocument?, by principal: Principal, now: Int64,
        _ look: @escaping @Sendable (MemberStore.Member, CompanyRow, any SQLWriting) throws -> LostFactorOutcome
    ) async throws -> LostFactorOutcome {
        let found = try await engine.read { database -> CompanyRow? in
            try MemberStore.member(account.seq, database).flatMap {
                try CompanyStore.company(seq: $0.company, database)
            }
        }
        guard let company = found else { return .unknown }
        let told = try await lostFactorNotices(account, company)
        let outcome = try await engine.write { [vault] database -> LostFactorOutcome in
            guard let row = try AccountStore.account(account.id, database),
                let member = try MemberStore.member(row.seq, database), member.company == company.seq,
                let current = try CompanyStore.company(seq: company.seq, database),
                // Of the staff nobody is reached from here: they are asked in anew.
                try StaffStore.member(account: row.seq, database) == nil
            else { return .unknown }
            let outcome = try look(member, current, database)
            guard outcome == .done else { return outcome }
            guard row.timeSecret != nil else { return .none }
            try AccountStore.takeTimeSecret(of: row.seq, at: now, database)
            try SignInStore.endAll(of: row.seq, database)
            try SessionStore.remove(kind: .account, subject: row.id.bytes, database)
            try AuditStore.append(
                [.company(.factorTaken(current.id, row.id, shown: shown))], at: now, by: principal, database)
            for notice in told { try NoticeStore.enqueue(notice, at: now, vault, database) }
            return .done
        }
        notices.notify()
        return outcome
    }

    /// To whose app it was, and to every owner of the company.
    private func lostFactorNotices(_ account: AccountRow, _ row: CompanyRow) async throws -> [Notice] {
        let (name, own) = (try company(row).name, try opened(account).email)
        var told = [(own, account.language)]
        told += try await ownerContacts(of: row.id).filter { $0.0 != own }
        return try told.map { contact, language in
            try Notice(
                .factorTaken, to: contact, language: language, facts: ["company": name, "account": own.masked])
        }
    }
}
