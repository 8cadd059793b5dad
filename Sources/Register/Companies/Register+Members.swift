import Identifiers
import PassCrypto
import SQLStore

// Who acts for a company.
extension Register {
    package enum InvitationOutcome: Hashable, Sendable {
        /// A message with a code is on its way.
        case invited
        case refused([Fault])
    }

    package enum MemberOutcome: Hashable, Sendable {
        case done
        /// A company keeps an owner.
        case lastOwner
        case unknown
    }

    package enum JoiningOutcome: Hashable, Sendable {
        case joined(CompanyID, AccountID)
        case refused([Fault])
        case busy
    }

    /// The members of an actor's company, and who is invited.
    package func members(
        by actor: AccountID, now: Int64
    ) async throws -> (members: [CompanyMember], invitations: [CompanyInvitation]) {
        let (rows, invited) = try await engine.read { database in
            let company = try ActingMember(actor, .view, database).company.seq
            let members = try MemberStore.members(of: company, database).compactMap { member in
                try AccountStore.account(seq: member.account, database).map { ($0, member) }
            }
            return (members, try MemberStore.invitations(of: company, at: now, database))
        }
        return (try rows.map(member), try invited.map(invitation))
    }

    @inline(never)
    private func member(_ account: AccountRow, _ member: MemberStore.Member) throws -> CompanyMember {
        let (name, email) = try opened(account)
        return CompanyMember(
            account: account.id, name: name, email: email, role: member.role,
            hasTimeCodes: account.timeSecret != nil, joinedAt: member.joinedAt)
    }

    @inline(never)
    private func invitation(_ row: MemberStore.Invitation) throws -> CompanyInvitation {
        guard let email = try vault.contact(in: row.sealed) else { throw RegisterError.damaged("an invitation") }
        return CompanyInvitation(id: row.seq, email: email, role: row.role, expires: row.expires)
    }

    /// Asks somebody to act for the company: sends a code that makes who types it a member, once. Another invitation of the same
    /// address is good no more.
    package func invite(
        _ email: Contact, as role: CompanyRole, language: SiteLanguage, by actor: AccountID, now: Int64
    ) async throws -> InvitationOutcome {
        guard email.channel == .email else { return .refused([Fault("email", "format")]) }
        guard let code = InvitationCode(random: random.bytes(InvitationCode.randomByteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        let rules = seeds.companies
        let (verifier, subject) = (try code.verifier(vault), try vault.subject(contact: email))
        let sealed = try vault.seal(email, nonce: random.bytes(SecretBox.nonceByteCount))
        let row = try await engine.read { try ActingMember(actor, .manageMembers, $0).company }
        let expires = now + rules.invitationDays * 86_400
        let notice = try Notice(
            .companyInvite, to: email, language: language,
            facts: ["company": try company(row).name, "code": code.text, "until": day(expires)])
        let outcome = try await engine.write { [vault] database -> InvitationOutcome in
            let member = try ActingMember(actor, .manageMembers, database)
            let company = member.company
            guard company.id == row.id, CompanyAccess.mayChange(member.role, from: nil, to: role, in: company.state)
            else { throw RegisterError.denied }
            let count =
                try MemberStore.members(of: company.seq, database).count
                + MemberStore.invitations(of: company.seq, at: now, database).count
            guard count < rules.members else {
                return .refused([Fault("email", "too-many", ["most": "\(rules.members)"])])
            }
            if let known = try AccountStore.account(email: subject, database),
                try MemberStore.member(known.seq, database)?.company == company.seq
            {
                return .refused([Fault("email", "member-already")])
            }
            try MemberStore.invite(
                subject, sealed: sealed, verifier: verifier, to: company.seq, as: role, by: member.account.seq,
                expires: expires, at: now, database)
            try AuditStore.append(
                [.company(.memberInvited(company.id, role))], at: now, by: actor.principal, database)
            try NoticeStore.enqueue(notice, at: now, expires: expires, vault, database)
            return .invited
        }
        notices.notify()
        return outcome
    }

    /// Takes an invitation back.
    package func withdrawInvitation(_ id: Int64, by actor: AccountID, now: Int64) async throws -> Bool {
        try await engine.write { database in
            let member = try ActingMember(actor, .manageMembers, database)
            let known = try MemberStore.invitations(of: member.company.seq, at: now, database).first { $0.seq == id }
            guard let known else { return false }
            guard CompanyAccess.mayChange(member.role, from: known.role, to: nil, in: member.company.state) else {
                throw RegisterError.denied
            }
            guard try MemberStore.endInvitation(id, of: member.company.seq, database) else { return false }
            try AuditStore.append(
                [.company(.invitationWithdrawn(member.company.id))], at: now, by: actor.principal, database)
            return true
        }
    }

    /// Whom a code that was sent invites, and to what; nil for none that is good.
    package func invitation(
        _ code: InvitationCode, now: Int64
    ) async throws -> (company: String, email: Contact, role: CompanyRole)? {
        let verifier = try code.verifier(vault)
        let found = try await engine.read { database -> (MemberStore.Invitation, CompanyRow)? in
            guard let invitation = try MemberStore.invitation(verifier, at: now, database),
                let company = try CompanyStore.company(seq: invitation.company, database)
            else { return nil }
            return (invitation, company)
        }
        return try found.map { (try company($1).name, try invitation($0).email, $0.role) }
    }

    /// Makes who has the code a member. The code came to the address it invites, which is so proved.
    /// - Parameter name: and password, of somebody without an account.
    package func join(
        _ code: InvitationCode, name: String, password: String, language: SiteLanguage, now: Int64
    ) async throws -> JoiningOutcome {
        guard let invited = try await invitation(code, now: now) else { return .refused([Fault("code", "over")]) }
        let new = NewAccount(email: invited.email, name: name, password: password, language: language)
        let faults = self.faults(in: new, own: [invited.company])
        guard faults.isEmpty else { return .refused(faults) }
        let account: AccountStore.New
        do { account = try await prepared(new) } catch is PasswordHasher.Busy { return .busy }
        let verifier = try code.verifier(vault)
        return try await engine.write { database in
            guard let invitation = try MemberStore.invitation(verifier, at: now, database),
                invitation.email == account.email
            else { return .refused([Fault("code", "over")]) }
            guard let seq = try AccountStore.insert(account, at: now, database) else {
                return .refused([Fault("email", "account-exists")])
            }
            try AuditStore.append([.company(.accountMade(account.id))], at: now, by: account.id.principal, database)
            return try Self.join(invitation, account.id, seq: seq, now: now, database)
        }
    }

    /// Makes somebody who is signed in a member.
    package func join(_ code: InvitationCode, as id: AccountID, now: Int64) async throws -> JoiningOutcome {
        let verifier = try code.verifier(vault)
        return try await engine.write { database in
            guard let account = try AccountStore.account(id, database) else { throw RegisterError.unknownAccount }
            guard let invitation = try MemberStore.invitation(verifier, at: now, database),
                invitation.email == account.email
            else { return .refused([Fault("code", "over")]) }
            return try Self.join(invitation, id, seq: account.seq, now: now, database)
        }
    }

    private static func join(
        _ invitation: MemberStore.Invitation, _ id: AccountID, seq: Int64, now: Int64, _ database: any SQLWriting
    ) throws -> JoiningOutcome {
        guard let company = try CompanyStore.company(seq: invitation.company, database), company.state != .closed else {
            throw RegisterError.denied
        }
        guard try MemberStore.add(seq, to: company.seq, as: invitation.role, at: now, database) else {
            return .refused([Fault("code", "member-already")])
        }
        _ = try MemberStore.endInvitation(invitation.seq, of: company.seq, database)
        try AuditStore.append(
            [.company(.memberJoined(company.id, id, invitation.role))], at: now, by: id.principal, database)
        return .joined(company.id, id)
    }

    /// Makes a member something else.
    package func setRole(
        _ role: CompanyRole, of id: AccountID, by actor: AccountID, now: Int64
    ) async throws -> MemberOutcome {
        try await change(id, to: role, by: actor, now: now)
    }

    /// Ends somebody's acting for the company, at once: their sessions are over, and so are invitations that they sent and tokens that
    /// they made, which stay over when they are asked in again. Who leaves may always do so.
    package func removeMember(_ id: AccountID, by actor: AccountID, now: Int64) async throws -> MemberOutcome {
        try await change(id, to: nil, by: actor, now: now)
    }

    private func change(
        _ id: AccountID, to role: CompanyRole?, by actor: AccountID, now: Int64
    ) async throws -> MemberOutcome {
        try await engine.write { database in
            let leaves = id == actor && role == nil
            let acting = try ActingMember(actor, leaves ? .view : .manageMembers, database)
            guard let account = try AccountStore.account(id, database),
                let member = try MemberStore.member(account.seq, database), member.company == acting.company.seq
            else { return .unknown }
            guard
                leaves || CompanyAccess.mayChange(acting.role, from: member.role, to: role, in: acting.company.state)
            else { throw RegisterError.denied }
            if member.role == role { return .done }
            if member.role == .owner, try !MemberStore.hasOtherOwner(member, database) { return .lastOwner }
            if let role {
                try MemberStore.setRole(role, of: account.seq, database)
                if !CompanyAccess.allows(.manageMembers, role, in: .active) {
                    try MemberStore.endInvitations(by: account.seq, database)
                }
                try AuditStore.append(
                    [.company(.roleSet(acting.company.id, id, role))], at: now, by: actor.principal, database)
            } else {
                try MemberStore.remove(account.seq, database)
                try MemberStore.endInvitations(by: account.seq, database)
                try SignInStore.endAll(of: account.seq, database)
                try SessionStore.remove(kind: .account, subject: id.bytes, database)
                let company = acting.company
                let tokens = try TokenStore.revokeAll(of: company.seq, by: account.seq, at: now, database)
                try AuditStore.append(
                    [.company(.memberRemoved(company.id, id))]
                        + tokens.map { .company(.tokenRevoked(company.id, $0)) }, at: now, by: actor.principal, database
                )
            }
            return .done
        }
    }
}
