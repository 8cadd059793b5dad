internal import Glibc

/// An `http` address on this machine or in its local network, named by number.
///
/// No name is looked up: a barrier must open while there is no network beyond the gate house, and what asks for it must not be
/// led elsewhere by whoever answers for names.
struct LocalAddress: Hashable, Sendable {
    let text: String

    /// - Throws: `file` for any other address.
    init(_ text: String) throws(DeviceError) {
        let refusal = DeviceError.file(
            "the barrier's address is http://, then a number of this machine or of the local network, such as http://192.168.1.20/open"
        )
        guard text.hasPrefix("http://"), text.utf8.count <= 500, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            !text.contains(where: { "#\\@\"<>".contains($0) })
        else { throw refusal }
        let authority = text.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" }
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw refusal }
            host = authority[authority.index(after: authority.startIndex)..<end]
            rest = authority[authority.index(after: end)...]
            guard Self.isLocalSix(String(host)) else { throw refusal }
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
            guard Self.isLocalFour(String(host)) else { throw refusal }
        }
        if !rest.isEmpty {
            guard rest.first == ":", let port = Int(rest.dropFirst()), (1...65_535).contains(port),
                rest.dropFirst().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
            else { throw refusal }
        }
        self.text = text
    }

    /// Loopback, the private networks of RFC 1918, and link-local addresses (RFC 3927).
    private static func isLocalFour(_ host: String) -> Bool {
        var address = in_addr()
        guard unsafe inet_pton(AF_INET, host, &address) == 1 else { return false }
        let number = UInt32(bigEndian: address.s_addr)
        return [(0x7F00_0000, 8), (0x0A00_0000, 8), (0xAC10_0000, 12), (0xC0A8_0000, 16), (0xA9FE_0000, 16)]
            .contains { (network: UInt32, bits: UInt32) in number >> (32 - bits) == network >> (32 - bits) }
    }

    /// Loopback, and the local addresses of RFC 4193. Link-local ones need the name of an interface, and are left out.
    private static func isLocalSix(_ host: String) -> Bool {
        var address = in6_addr()
        guard unsafe inet_pton(AF_INET6, host, &address) == 1 else { return false }
        let bytes = unsafe withUnsafeBytes(of: address) { unsafe Array($0) }
        return bytes[0] & 0xFE == 0xFC || bytes == [UInt8](repeating: 0, count: 15) + [1]
    }
}
