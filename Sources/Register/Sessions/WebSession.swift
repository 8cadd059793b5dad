package import PassFormat

/// A session as it stands: what may be done in it now.
package struct WebSession: Sendable {
    /// A contact, as it stands in the database.
    struct SealedContact: Hashable, Sendable {
        /// Its keyed hash, by which applications are found.
        let subject: [UInt8]
        let box: [UInt8]
    }

    /// Names it among an account's own.
    package let number: Int64
    /// Seconds since 1970.
    package let createdAt: Int64
    /// When it was last seen, before this time.
    package let seenAt: Int64
    /// Seconds without a request after which nothing of it is left: how long its cookie is worth keeping.
    package let idle: Int64
    /// All but the contacts, the newest first.
    package let grants: [SessionGrant]
    /// The newest first. Sealed until a page shows them: most only ask whose something is, and for that the hash will do.
    let sealedContacts: [SealedContact]
    let vault: IdentityVault

    /// Whether a contact was proved.
    package var hasContact: Bool { !sealedContacts.isEmpty }

    /// Those that were proved, the newest first.
    package var contacts: [Contact] {
        get throws {
            try sealedContacts.map { sealed in
                guard let contact = try vault.contact(in: sealed.box) else { throw RegisterError.damaged("a session") }
                return contact
            }
        }
    }

    package var applications: [ApplicationID] {
        grants.compactMap { if case .application(let id) = $0 { id } else { nil } }
    }

    package var passes: [PassID] {
        grants.compactMap { if case .pass(let id) = $0 { id } else { nil } }
    }

    /// Those that this browser keeps at hand.
    package var phones: [PassID] {
        grants.compactMap { if case .phone(let id) = $0 { id } else { nil } }
    }

    package var opinions: [OpinionNumber] {
        grants.compactMap { if case .opinion(let number) = $0 { number } else { nil } }
    }

    /// The account signed in last.
    package var account: [UInt8]? {
        grants.lazy.compactMap { if case .account(let name) = $0 { name } else { nil } }.first
    }

    package func has(_ grant: SessionGrant) throws -> Bool {
        guard case .contact(let contact) = grant else { return grants.contains(grant) }
        guard hasContact else { return false }
        return hasContact(of: try vault.subject(contact: contact))
    }

    func holds(_ application: PassApplication) -> Bool {
        grants.contains(.application(application.id)) || application.contact.map(hasContact) ?? false
    }

    /// Whether the contact with this keyed hash was proved.
    func hasContact(of subject: [UInt8]) -> Bool { sealedContacts.contains { $0.subject == subject } }
}
