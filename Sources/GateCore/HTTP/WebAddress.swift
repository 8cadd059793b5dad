package import TrustUpdates

/// Where a web server is: `https://HOST/PATH/` or `http://…`.
package struct WebAddress: Hashable, Sendable {
    /// With a `/` at the end.
    package let base: String

    /// - Throws: `FetchError.failed` for another kind of address, or one with a query or fragment.
    package init(_ text: String) throws(FetchError) {
        guard Self.isWeb(text), !text.contains("?"), !text.contains("#"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw .failed("\(text.prefix(200)) is not an address that begins with https:// or http://") }
        base = text.hasSuffix("/") ? text : text + "/"
    }

    /// Whether a text means a web server, and not a folder.
    package static func isWeb(_ text: String) -> Bool {
        let lower = text.lowercased()
        return lower.hasPrefix("https://") || lower.hasPrefix("http://")
    }

    /// The address of what has this path below. A target path is a path-relative URL string (TUF specification, section 4.5):
    /// what stands in it escaped stays so, and what can't stand in the path of an address is escaped.
    func address(of path: String) -> String { base + Self.escaped(path) }

    static func escaped(_ path: String) -> String {
        var output: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case 0x21, 0x24...0x3B, 0x3D, 0x40...0x5A, 0x5F, 0x61...0x7A, 0x7E: output.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                output += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
