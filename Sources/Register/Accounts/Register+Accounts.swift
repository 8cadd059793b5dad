import Identifiers
import PassCrypto
import SQLStore

// Accounts: making them, looking them up, and what their owners change.
extension Register {
    /// Somebody who is to have an account.
    package struct NewAccount: Sendable {
        /// A code that was sent there has been proved.
        package let email: Contact
        package let name: String
        package let password: String
        package let language: SiteLanguage

        package init(email: Contact, name: String, password: String, language: SiteLanguage) {
            self.email = email
            self.name = name
            self.password = password
            self.language = language
        }
    }

    package func account(_ id: AccountID) async throws -> Account? {
        let found = try await engine.read { database in
            try AccountStore.account(id, database).map {
                ($0, try AccountStore.recoveryCodes(of: $0.seq, database))
            }
        }
        return try found.map { try account($0.0, recoveryCodes: $0.1) }
    }

    /// Whether an address that was proved has an account.
    package func hasAccount(_ email: Contact) async throws -> Bool {
        let key = try vault.subject(contact: email)
        return try await engine.read { try AccountStore.account(email: key, $0) != nil }
    }

    /// Not inlined into asynchronous code: the optimiser of Swift 6.3.1 crashes there.
    @inline(never)
    func account(_ row: AccountRow, recoveryCodes: Int64) throws -> Account {
        let (name, email) = try opened(row)
        return Account(
            id: row.id, name: name, email: email, language: row.language, createdAt: row.createdAt,
            passwordAt: row.passwordAt, hasTimeCodes: row.timeSecret != nil, recoveryCodesLeft: recoveryCodes,
            lacksTimeCodes: row.factorTakenAt != nil)
    }

    @inline(never)
    func opened(_ row: AccountRow) throws -> (name: String, email: Contact) {
        let values = try SealedValues.open(row.document, "account", of: row.id.bytes, vault)
        guard let email = Contact(.email, typed: values["email"]) else { throw RegisterError.damaged("an account") }
        return (values["name"], email)
    }

    @inline(never)
    func sealedAccount(_ id: AccountID, name: String, email: Contact) throws -> [UInt8] {
        var values = FieldValues()
        values["name"] = name
        values["email"] = email.address
        return try SealedValues.seal(
            values, "account", of: id.bytes, nonce: random.bytes(SecretBox.nonceByteCount), vault)
    }

    /// What is wrong with somebody's name and password.
    /// - Parameter own: what else everybody knows of them.
    package func faults(in new: NewAccount, own: [String] = []) -> [Fault] {
        var faults: [Fault] = []
        if let fault = Self.nameFault(new.name, "name") { faults.append(fault) }
        if let fault = passwordFault(new.password, own: [new.email.address, new.name] + own) { faults.append(fault) }
        return faults
    }

    static func nameFault(_ name: String, _ field: String) -> Fault? {
        do throws(IdentifierError) {
            _ = try PersonName(name)
            return nil
        } catch {
            return Fault(field, error.rule.rawValue)
        }
    }

    func passwordFault(_ password: String, own: [String]) -> Fault? {
        PasswordText(password).fault(
            "password", common: seeds.companies.commonPasswords, known: knownPasswords, own: own)
    }

    /// Readies an account in which nothing is wrong, to be stored along with what it is for.
    /// - Throws: `PasswordHasher.Busy`.
    func prepared(_ new: NewAccount) async throws -> AccountStore.New {
        let password = try await passwords.hash(PasswordText(new.password))
        return try prepared(new, password)
    }

    @inline(never)
    private func prepared(_ new: NewAccount, _ password: SecretHash) throws -> AccountStore.New {
        guard let id = AccountID(random.bytes(AccountID.byteCount)) else {
            throw RegisterError(.selfCheck, "random numbers are missing")
        }
        return AccountStore.New(
            id: id, email: try vault.subject(contact: new.email),
            document: try sealedAccount(id, name: TextNormalisation.trimmed(new.name), email: new.email),
            language: new.language, password: password)
    }

    // MARK: Changing

    /// Changes what somebody is called, and the language in which they are written to.
    package func rename(_ id: AccountID, to name: String, language: SiteLanguage, now: Int64) async throws -> Fault? {
        if let fault = Self.nameFault(name, "name") { return fault }
        guard let row = try await engine.read({ try AccountStore.account(id, $0) }) else {
            throw RegisterError.unknownAccount
        }
        let document = try sealedAccount(id, name: TextNormalisation.trimmed(name), email: try opened(row).email)
        try await engine.write {
            try AccountStore.setDocument(document, language: language, of: row.seq, $0)
            try AuditStore.append([.company(.accountChanged(id, .name))], at: now, by: id.principal, $0)
        }
        return nil
    }

    package enum PasswordOutcome: Hashable, Sendable {
        /// It counts from now on, and every session of the account is over.
        case changed
        case refused(Fault)
        case unknown
        case busy
    }

    /// Sets a new password for the account of an address that was proved just now, or of who is signed in and gave the old one.
    ///
    /// A second factor stays what it is: who has the mailbox alone is not in.
    package func setPassword(_ password: String, of email: Contact, now: Int64) async throws -> PasswordOutcome {
        let key = try vault.subject(contact: email)
        let found = try await engine.read { database in
            try AccountStore.account(email: key, database).map {
                ($0, try StaffStore.member(account: $0.seq, database) != nil)
            }
        }
        // Of the staff, an administrator asks back in who forgot a password: a mailbox alone does not do.
        guard let (row, isStaff) = found, !isStaff else { return .unknown }
        let (name, address) = try opened(row)
        if let fault = passwordFault(password, own: [name, address.address]) { return .refused(fault) }
        let hash: SecretHash
        do { hash = try await passwords.hash(PasswordText(password)) } catch is PasswordHasher.Busy { return .busy }
        try await engine.write { database in
            try AccountStore.setPassword(hash, of: row.seq, at: now, database)
            try SignInStore.endAll(of: row.seq, database)
            try SignInStore.forget(account: row.email, database)
            try SessionStore.remove(kind: .account, subject: row.id.bytes, database)
            try AuditStore.append(
                [.company(.accountChanged(row.id, .password))], at: now, by: row.id.principal, database)
        }
        return .changed
    }

    /// Signs an account out wherever it is signed in.
    package func signOutEverywhere(_ id: AccountID, now: Int64) async throws {
        try await engine.write { database in
            guard let row = try AccountStore.account(id, database) else { return }
            try SignInStore.endAll(of: row.seq, database)
            try SessionStore.remove(kind: .account, subject: id.bytes, database)
            try AuditStore.append([.company(.accountChanged(id, .sessions))], at: now, by: id.principal, database)
        }
    }

    /// The same for whoever asks the operator to, by the address that they sign in with.
    /// - Returns: whether there is such an account.
    package func signOutEverywhere(email: Contact, by principal: Principal, now: Int64) async throws -> Bool {
        let key = try vault.subject(contact: email)
        return try await engine.write { database in
            guard let row = try AccountStore.account(email: key, database) else { return false }
            try SignInStore.endAll(of: row.seq, database)
            try SessionStore.remove(kind: .account, subject: row.id.bytes, database)
            try AuditStore.append([.company(.accountChanged(row.id, .sessions))], at: now, by: principal, database)
            return true
        }
    }
}
