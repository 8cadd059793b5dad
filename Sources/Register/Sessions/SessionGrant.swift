package import PassFormat

/// What a session may do because somebody proved something in it.
package enum SessionGrant: Hashable, Sendable {
    /// Reads what is sent to this contact.
    case contact(Contact)
    case application(ApplicationID)
    /// Has the code that a counter made for it.
    case pass(PassID)
    /// Is the browser that it was bound to: shows it, and no more, for phones are lost.
    case phone(PassID)
    /// What they wrote to the service, by its number and code.
    case opinion(OpinionNumber)
    /// Signed in; 1 to 64 bytes that name the account.
    case account([UInt8])

    enum Kind: String, Hashable, Sendable { case contact, application, pass, phone, opinion, account }

    var kind: Kind {
        switch self {
        case .contact: .contact
        case .application: .application
        case .pass: .pass
        case .phone: .phone
        case .opinion: .opinion
        case .account: .account
        }
    }
}
