import Foundation

/// Where a company wants to be told.
enum HookAddress {
    static let longest = 300

    /// The rule that an address breaks; nil for none. Whether it leads into a private network is looked at when it is connected to.
    static func fault(_ text: String, allowsPlain: Bool) -> String? {
        if text.isEmpty { return "required" }
        guard text.utf8.count <= longest else { return "too-long" }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), let parts = URLComponents(string: text),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return "format" }
        let scheme = parts.scheme?.lowercased()
        guard scheme == "https" || (allowsPlain && scheme == "http") else { return "https" }
        // A name of the public net has a point in it, and an end that is no number.
        let last = host.split(separator: ".").last.map(String.init) ?? ""
        let isPublicName = host.contains(".") && !host.contains(":") && Int(last) == nil
        return isPublicName || allowsPlain ? nil : "public"
    }
}
