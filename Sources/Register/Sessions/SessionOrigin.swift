/// Where somebody signs in from, as the service sees it: kept with the session, and shown to them.
package struct SessionOrigin: Hashable, Sendable {
    private static let mostBytes = 200

    /// The address of the connection.
    package let client: String
    /// What the browser says of itself: printable ASCII, and not more than somebody reads.
    package let agent: String

    package init(client: String, agent: String) {
        self.client = Self.shown(client)
        self.agent = Self.shown(agent)
    }

    private static func shown(_ text: String) -> String {
        String(decoding: text.utf8.filter { (0x20...0x7E).contains($0) }.prefix(mostBytes), as: UTF8.self)
    }
}

/// One browser in which an account is signed in.
package struct AccountSession: Hashable, Sendable {
    package let number: Int64
    /// When it was signed in, and seen last: seconds since 1970.
    package let since: Int64
    package let seenAt: Int64
    package let origin: SessionOrigin
}
