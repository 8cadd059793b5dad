import Identifiers
import PassCrypto
import SQLStore

// Who works here: asking somebody in, what they are there for, and that they left.
extension Register {
    /// Somebody who is to work here.
    package struct NewStaff: Sendable {
        package let handle: StaffHandle
        package let name: String
        package let email: Contact
        package let language: SiteLanguage
        package let roles: Set<StaffRole>

        package init(
            handle: StaffHandle, name: String, email: Contact, language: SiteLanguage, roles: Set<StaffRole>
        ) {
            self.handle = handle
            self.name = name
            self.email = email
            self.language = language
            self.roles = roles
        }
    }

    /// A code that is handed over once, by whoever asked somebody in.
    package struct StaffInvitation: Hashable, Sendable {
        package let code: InvitationCode
        package let expires: Int64
    }

    /// Seconds in which an invitation is taken up.
    package static let staffInvitationLasts: Int64 = 259_200

    /// Asks somebody in who was never here.
    /// - Throws: ``RegisterError`` with code `invalidArgument` or `alreadyExists`.
    package func inviteStaff(_ new: NewStaff, by principal: Principal, now: Int64) async throws -> StaffInvitation {
        guard Self.nameFault(new.name, "name") == nil else {
            throw RegisterError(.invalidArgument, "a name has letters, and at most 60 of them")
        }
        guard !new.roles.isEmpty, new.email.channel == .email else {
            throw RegisterError(.invalidArgument, "somebody of the staff has an e-mail address, and a role at least")
        }
        let row = StaffStore.New(
            handle: new.handle, document: try sealedStaff(new.handle, name: new.name, email: new.email),
            email: try vault.subject(contact: new.email), language: new.language, roles: new.roles)
        let (code, verifier) = try newInvitation()
        let expires = now + Self.staffInvitationLasts
        try await engine.write { database in
            guard try AccountStore.account(email: row.email, database) == nil,
                try StaffStore.insert(row, at: now, database),
                let member = try StaffStore.member(row.handle, database)
            else {
                throw RegisterError(
                    .alreadyExists, "the name or the address is taken: choose another; an old one is never given again")
            }
            try StaffStore.invite(member.seq, verifier: verifier, expires: expires, database)
            try AuditStore.append([.staff(.invited(row.handle, row.roles))], at: now, by: principal, database)
        }
        return StaffInvitation(code: code, expires: expires)
    }

    /// Asks somebody in anew who lost password or phone, or came too late. What they had opens nothing any more.
    package func inviteStaffAgain(
        _ handle: StaffHandle, by principal: Principal, now: Int64
    ) async throws -> StaffInvitation {
        let (code, verifier) = try newInvitation()
        let expires = now + Self.staffInvitationLasts
        try await engine.write { database in
            let member = try Self.staff(handle, database)
            guard member.state != .left else { throw RegisterError.staffLeft(handle) }
            try Self.lockOut(member, as: .invited, at: now, database)
            try StaffStore.invite(member.seq, verifier: verifier, expires: expires, database)
            try AuditStore.append([.staff(.invited(handle, member.roles))], at: now, by: principal, database)
        }
        return StaffInvitation(code: code, expires: expires)
    }

    /// Sets what somebody is there for. On the pages two people do this together (``ChangeBody``).
    package func setStaffRoles(
        _ roles: Set<StaffRole>, of handle: StaffHandle, by principal: Principal, now: Int64
    ) async throws {
        try await engine.write { try Self.setStaffRoles(roles, of: handle, by: principal, now: now, $0) }
    }

    static func setStaffRoles(
        _ roles: Set<StaffRole>, of handle: StaffHandle, by principal: Principal, now: Int64,
        _ database: any SQLWriting
    ) throws {
        let member = try staff(handle, database)
        guard member.state != .left else { throw RegisterError.staffLeft(handle) }
        guard !roles.isEmpty else { throw RegisterError(.invalidArgument, "name a role at least") }
        guard roles != member.roles else { return }
        try StaffStore.setRoles(roles, of: member.seq, database)
        try AuditStore.append([.staff(.rolesSet(handle, roles))], at: now, by: principal, database)
    }

    /// Somebody left: at once, and for good.
    package func endStaff(_ handle: StaffHandle, by principal: Principal, now: Int64) async throws {
        try await engine.write { database in
            let member = try Self.staff(handle, database)
            guard member.state != .left else { return }
            try Self.lockOut(member, as: .left, at: now, database)
            try AuditStore.append([.staff(.left(handle))], at: now, by: principal, database)
        }
    }

    /// All who ever were here, by handle.
    package func staff(now: Int64) async throws -> [StaffMember] {
        let rows = try await engine.read { database in
            try StaffStore.all(database).map { try Self.known($0, database) }
        }
        return try rows.map { try member($0) }
    }

    package func staffMember(_ handle: StaffHandle) async throws -> StaffMember? {
        let row = try await engine.read { database in
            try StaffStore.member(handle, database).map { try Self.known($0, database) }
        }
        return try row.map { try member($0) }
    }

    // MARK: Within the register

    static func staff(_ handle: StaffHandle, _ database: any SQLReading) throws -> StaffRow {
        guard let member = try StaffStore.member(handle, database) else {
            throw RegisterError(.notFound, "nobody of the staff is called \(handle.text): see portpass users list")
        }
        return member
    }

    /// What they signed in with is nothing any more.
    private static func lockOut(
        _ member: StaffRow, as state: StaffMember.State, at now: Int64, _ database: any SQLWriting
    ) throws {
        try StaffSessionStore.endAll(of: member.seq, database)
        try StaffStore.endInvitation(of: member.seq, database)
        if let account = member.account {
            try SignInStore.endAll(of: account, database)
            try AccountStore.setTimeSecret(nil, step: nil, of: account, database)
            try AccountStore.setRecoveryCodes([], of: account, database)
        }
        try StaffStore.setState(state, account: member.account, of: member.seq, database)
    }

    /// A row with what else is known of somebody.
    struct KnownStaff: Sendable {
        let row: StaffRow
        let account: AccountRow?
        let recoveryCodes: Int64
        let seenAt: Int64?
    }

    static func known(_ row: StaffRow, _ database: any SQLReading) throws -> KnownStaff {
        KnownStaff(
            row: row, account: try row.account.flatMap { try AccountStore.account(seq: $0, database) },
            recoveryCodes: try row.account.map { try AccountStore.recoveryCodes(of: $0, database) } ?? 0,
            seenAt: try StaffSessionStore.seen(row.seq, database))
    }

    /// Not inlined into asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    func member(_ known: KnownStaff) throws -> StaffMember {
        let row = known.row
        let values = try SealedValues.open(row.document, "staff", of: Array(row.handle.text.utf8), vault)
        guard let email = Contact(.email, typed: values["email"]) else {
            throw RegisterError.damaged("somebody of the staff")
        }
        return StaffMember(
            handle: row.handle, name: values["name"], email: email, language: row.language, roles: row.roles,
            state: row.state, createdAt: row.createdAt, seenAt: known.seenAt,
            hasTimeCodes: known.account?.timeSecret != nil, recoveryCodesLeft: known.recoveryCodes)
    }

    @inline(never)
    private func sealedStaff(_ handle: StaffHandle, name: String, email: Contact) throws -> [UInt8] {
        var values = FieldValues()
        values["name"] = TextNormalisation.trimmed(name)
        values["email"] = email.address
        return try SealedValues.seal(
            values, "staff", of: Array(handle.text.utf8), nonce: random.bytes(SecretBox.nonceByteCount), vault)
    }

    @inline(never)
    private func newInvitation() throws -> (InvitationCode, [UInt8]) {
        guard let code = InvitationCode(random: random.bytes(InvitationCode.randomByteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return (code, try code.staffVerifier(vault))
    }
}

extension InvitationCode {
    /// Another than a company's: the one opens nothing in place of the other.
    func staffVerifier(_ vault: IdentityVault) throws -> [UInt8] { try vault.mac(Array(text.utf8), "staff-invitation") }
}

extension RegisterError {
    static func staffLeft(_ handle: StaffHandle) -> RegisterError {
        RegisterError(.impossibleChange, "\(handle.text) has left: ask somebody in under a name of their own")
    }
}
