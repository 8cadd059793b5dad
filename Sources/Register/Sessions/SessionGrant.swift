package import PassFormat

/// What a session may do because somebody proved something in it.
package enum SessionGrant: Hashable, Sendable {
    /// Reads what is sent to this contact.
    case contact(Contact)
    case application(ApplicationID)
    case pass(PassID)
    /// What they wrote to the service, by its number and code.
    case opinion(OpinionNumber)
    /// Signed in; 1 to 64 bytes that name the account.
    case account([UInt8])

    enum Kind: String, Hashable, Sendable { case contact, application, pass, opinion, account }

    var kind: Kind {
        switch self {
        case .contact: .contact
        case .application: .application
        case .pass: .pass
        case .opinion: .opinion
        case .account: .account
        }
    }
}
