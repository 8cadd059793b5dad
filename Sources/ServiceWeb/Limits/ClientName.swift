import CNIOLinux
import NIOCore

/// Whom a limit counts: an IPv4 address, or the /64 of an IPv6 address, as whoever has one address there has all of them.
enum ClientName {
    static func name(of address: SocketAddress?) -> String {
        switch address {
        case .v4: return address?.ipAddress ?? "unknown"
        case .v6(let address):
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            // An IPv4 address on a socket for both (RFC 4291 section 2.5.5.2).
            if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
                return bytes.suffix(4).map { String($0) }.joined(separator: ".")
            }
            if bytes == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1] { return "::1" }
            return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ".") + "/64"
        case .unixDomainSocket, nil: return "local"
        }
    }

    /// Whether it is a loopback address. One that is not known is not.
    static func isLoopback(_ address: SocketAddress?) -> Bool {
        switch address {
        case .v4, .v6: isLocal(name(of: address))
        case .unixDomainSocket, nil: false
        }
    }

    /// Whether it is this machine: a proxy in front, which speaks for many.
    static func isLocal(_ name: String) -> Bool { name == "local" || name == "::1" || name.hasPrefix("127.") }
}
