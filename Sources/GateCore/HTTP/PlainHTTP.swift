internal import Glibc

/// Whether a gate may talk to a server in the clear.
///
/// What goes between a gate and its service is signed, so nobody on the way can change it; without TLS everybody there can
/// read it: who passed, and when.
package enum PlainHTTP: Hashable, Sendable {
    /// Only with a server on this machine: a proxy, or a test.
    case onThisMachineOnly
    /// Also over a network, because somebody said so.
    case anywhere

    package func allows(_ address: WebAddress) -> Bool {
        switch self {
        case .anywhere: true
        case .onThisMachineOnly: !address.isPlain || address.isOnThisMachine
        }
    }
}

extension WebAddress {
    var isPlain: Bool { base.lowercased().hasPrefix("http://") }

    /// Whether the host is this machine, written so that no reader of addresses can take it for another: `localhost`, or a
    /// loopback number as a whole, with or without a port.
    var isOnThisMachine: Bool {
        guard let begin = base.firstRange(of: "://")?.upperBound else { return false }
        let authority = base[begin...].prefix { $0 != "/" }
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            (host, rest) = (authority[...end], authority[authority.index(after: end)...])
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
        }
        guard rest.isEmpty || rest.first == ":" && rest.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else {
            return false
        }
        return host.lowercased() == "localhost" || host == "[::1]" || Self.isLoopbackNumber(String(host))
    }

    private static func isLoopbackNumber(_ host: String) -> Bool {
        var address = in_addr()
        return unsafe inet_pton(AF_INET, host, &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
    }
}
