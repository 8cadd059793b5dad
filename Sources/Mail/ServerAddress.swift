/// Where a server is: scheme, host and port of an address.
package struct ServerAddress: Hashable, Sendable {
    package let scheme: String
    /// A name, an IPv4 address, or an IPv6 address in brackets.
    package let host: String
    package let port: UInt16?
    /// What follows, from its `/` on; empty for nothing. Visible ASCII.
    package let path: String

    /// Nil for an address with user information or a fragment, or one that is no address.
    package init?(_ text: String) {
        guard text.utf8.count <= 2_000, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
            let mark = Self.place(of: "://", in: text)
        else { return nil }
        scheme = text[..<mark].lowercased()
        let rest = text[mark...].dropFirst(3)
        let authority = rest.prefix { !"/?#".contains($0) }
        path = String(rest[authority.endIndex...])
        guard !path.contains("#"), path.isEmpty || path.hasPrefix("/"), !path.contains("\"") else { return nil }
        var host = authority
        var port: UInt16?
        // A colon within brackets is part of an IPv6 address.
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = UInt16(digits), number > 0 else {
                return nil
            }
            port = number
        }
        guard Self.isHost(String(host)) else { return nil }
        self.host = host.lowercased()
        self.port = port
    }

    /// Whether it is this machine: what goes there crosses no network.
    package var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || host.hasPrefix("127.") && Self.isIPv4(host)
    }

    var text: String { "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)" }

    private static func place(of mark: String, in text: String) -> String.Index? {
        text.indices.first { text[$0...].hasPrefix(mark) }
    }

    private static func isHost(_ host: String) -> Bool {
        guard host.hasPrefix("[") else { return MailAddress.isDomain(Array(host.utf8)[...]) }
        let inner = host.dropFirst().dropLast()
        return host.hasSuffix("]") && inner.contains(":")
            && inner.utf8.allSatisfy { "0123456789abcdefABCDEF:.".utf8.contains($0) }
    }

    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
