import NIOCore

/// The one address that says for whom it asks, and is believed.
package struct ProxyAddress: Hashable, Sendable {
    private let text: String

    /// - Returns: nil for what is no address in numbers.
    package init?(_ text: String) {
        guard let address = try? SocketAddress(ipAddress: text, port: 0), let plain = Self.plain(address) else {
            return nil
        }
        self.text = plain
    }

    func isPeer(_ address: SocketAddress?) -> Bool {
        guard let address, let plain = Self.plain(address) else { return false }
        return plain == text
    }

    /// The address without its port; an IPv4 address on a socket for both as such (RFC 4291 section 2.5.5.2).
    private static func plain(_ address: SocketAddress) -> String? {
        guard let text = address.ipAddress?.lowercased() else { return nil }
        let mapped = "::ffff:"
        let rest = text.dropFirst(mapped.count)
        return text.hasPrefix(mapped) && rest.contains(".") ? String(rest) : text
    }
}
