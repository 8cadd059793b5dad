package import PassFormat

/// A session as it stands: what may be done in it now.
package struct WebSession: Hashable, Sendable {
    /// Seconds since 1970.
    package let createdAt: Int64
    /// When it was last seen, before this time.
    package let seenAt: Int64
    /// The newest first.
    package let grants: [SessionGrant]
    /// Seconds without a request after which nothing of it is left: how long its cookie is worth keeping.
    package let idle: Int64

    package var contacts: [Contact] {
        grants.compactMap { if case .contact(let contact) = $0 { contact } else { nil } }
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

    package func has(_ grant: SessionGrant) -> Bool { grants.contains(grant) }
}
