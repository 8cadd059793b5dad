/// How somebody is reached: an e-mail address or a mobile number, in the one spelling in which it is kept, compared and sent to.
package struct Contact: Hashable, Sendable {
    package enum Channel: String, Hashable, Sendable, CaseIterable { case email, mobile }

    package let channel: Channel
    package let address: String

    /// Whether it is one is the business of whoever makes it.
    init(_ channel: Channel, checked address: String) {
        self.channel = channel
        self.address = address
    }

    /// What a person typed: an e-mail address where an `@` is in it, else a number. Full-width letters, as Chinese input methods
    /// make them, are taken for the plain ones.
    package init?(typed text: String) {
        let plain = ContactText.plain(text)
        self.init(plain.contains("@") ? .email : .mobile, typed: plain)
    }

    /// - Returns: nil when it is none of this channel.
    package init?(_ channel: Channel, typed text: String) {
        let plain = ContactText.plain(text)
        let address =
            switch channel {
            case .email: ContactText.email(plain)
            case .mobile: ContactText.mobile(plain)
            }
        guard let address else { return nil }
        self.init(channel, checked: address)
    }

    /// Enough to know it again, and not enough to learn it: `w•••@example.com`, `+886•••••678`.
    package var masked: String {
        switch channel {
        case .email: String(address.prefix(1)) + "•••" + String(address.drop { $0 != "@" })
        case .mobile: String(address.prefix(4)) + "•••••" + String(address.suffix(3))
        }
    }
}
