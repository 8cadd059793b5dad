package import NIOCore

/// What a proxy says before the first byte of a connection: for whom it is (the PROXY protocol of HAProxy, versions 1 and 2).
package enum ProxyHeader: Sendable {
    /// What the bytes that came so far are.
    package enum Reading: Sendable {
        /// The beginning of a header.
        case more
        /// Never one, whatever comes.
        case none
        /// A whole one.
        /// - Parameters:
        ///   - client: whose connection it is; nil for one of the proxy's own.
        ///   - length: of the header in bytes.
        case whole(client: SocketAddress?, length: Int)
    }

    /// Section 2.1: a line is at most so long.
    private static let longestLine = 107
    private static let line = Array("PROXY ".utf8)
    private static let signature: [UInt8] = [
        0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A,
    ]
    /// With what a proxy adds to the addresses: certificates' names and the like, of which nothing is read.
    private static let longestRest = 2_048

    /// Reads a header that has to be there: nothing is guessed.
    package static func read(_ bytes: [UInt8]) -> Reading {
        for (start, reader) in [(line, one), (signature, two)] {
            let common = min(bytes.count, start.count)
            guard bytes[..<common] == start[..<common] else { continue }
            return common < start.count ? .more : reader(bytes)
        }
        return .none
    }

    // MARK: Version 1, section 2.1

    private static func one(_ bytes: [UInt8]) -> Reading {
        let seen = bytes.prefix(longestLine)
        guard let end = seen.indices.first(where: { $0 > 0 && seen[$0 - 1] == 0x0D && seen[$0] == 0x0A }) else {
            // A line is of printable characters; what follows a return is a line feed.
            let isLine = seen.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D }
            let returned = seen.firstIndex(of: 0x0D).map { $0 == seen.count - 1 } ?? true
            return isLine && returned && bytes.count < longestLine ? .more : .none
        }
        let text = bytes[..<(end - 1)]
        guard text.allSatisfy({ (0x20...0x7E).contains($0) }) else { return .none }
        let parts = String(decoding: text, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        if parts.count >= 2, parts[1] == "UNKNOWN" { return .whole(client: nil, length: end + 1) }
        guard parts.count == 6, let client = address(parts[2], parts[4], parts[1]),
            address(parts[3], parts[5], parts[1]) != nil
        else { return .none }
        return .whole(client: client, length: end + 1)
    }

    private static func address(_ host: Substring, _ port: Substring, _ family: Substring) -> SocketAddress? {
        guard (1...5).contains(port.utf8.count), port.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            port == "0" || port.first != "0", let number = Int(port), number <= 65_535,
            host.utf8.allSatisfy({ (0x30...0x3A).contains($0) || $0 == 0x2E || (0x61...0x66).contains($0 | 0x20) }),
            let address = try? SocketAddress(ipAddress: String(host), port: number)
        else { return nil }
        switch (family, address) {
        case ("TCP4", .v4), ("TCP6", .v6): return address
        default: return nil
        }
    }

    // MARK: Version 2, section 2.2

    private static func two(_ bytes: [UInt8]) -> Reading {
        // Version 2, and whether it speaks for itself or for a client.
        if bytes.count > 12, bytes[12] != 0x20, bytes[12] != 0x21 { return .none }
        guard bytes.count >= 16 else { return .more }
        let length = Int(bytes[14]) << 8 | Int(bytes[15])
        guard length <= longestRest else { return .none }
        let whole = 16 + length
        if bytes[12] == 0x20 { return bytes.count < whole ? .more : .whole(client: nil, length: whole) }
        let size: Int
        switch bytes[13] {
        case 0x00: return bytes.count < whole ? .more : .whole(client: nil, length: whole)
        case 0x11: size = 4
        case 0x21: size = 16
        default: return .none
        }
        guard length >= 2 * size + 4 else { return .none }
        guard bytes.count >= whole else { return .more }
        let port = Int(bytes[16 + 2 * size]) << 8 | Int(bytes[17 + 2 * size])
        let packed = ByteBuffer(bytes: bytes[16..<16 + size])
        guard let client = try? SocketAddress(packedIPAddress: packed, port: port) else { return .none }
        return .whole(client: client, length: whole)
    }
}
