import Register

/// Where somebody is sent who has proved how they are reached: a page of ours, and no other.
struct ProveTarget: Hashable, Sendable {
    private static let sections: Set<String> = [
        "apply", "company", "former-employer", "lost", "my", "opinions", "status",
    ]
    private static let longest = 200

    let path: String

    /// - Parameter text: what stood in the address or in the form, whatever it is.
    init(_ text: String, _ language: SiteLanguage) {
        path = Self.isOurs(text) ? text : "/\(language.rawValue)/my"
    }

    private static func isOurs(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count <= longest, bytes.first == UInt8(ascii: "/"),
            bytes.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
            })
        else { return false }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        // An empty part would be `//host`, which is another site's.
        guard parts.count >= 2, !parts.contains(""), let language = parts.first, let section = parts.dropFirst().first
        else { return false }
        return SiteLanguage(rawValue: String(language)) != nil && sections.contains(String(section))
    }
}
