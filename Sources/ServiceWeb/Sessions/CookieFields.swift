import HTTPTypes

/// Our own cookies among what a browser sends (RFC 6265 section 5.4). Everything else in the field is passed over.
enum CookieFields {
    /// Bytes of all fields together; more is no browser's.
    private static let limit = 8_192

    /// The value of a cookie.
    /// - Returns: nil where there is none, or more than one: a browser has one cookie with a `__Host-` name, so that a second one
    ///   was put there by somebody else, and which is which nobody can say.
    static func value(of name: StaticString, in headers: HTTPFields) -> String? {
        let fields = headers[values: .cookie]
        guard fields.reduce(0, { $0 + $1.utf8.count }) <= limit else { return nil }
        var found: Substring.UTF8View?
        for field in fields {
            // As bytes: two texts that only look alike are two names.
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                let trimmed = pair.drop { $0 == 0x20 || $0 == 0x09 }
                guard let sign = trimmed.firstIndex(of: UInt8(ascii: "=")),
                    trimmed[..<sign].elementsEqual(name.description.utf8)
                else { continue }
                guard found == nil else { return nil }
                found = trimmed[trimmed.index(after: sign)...]
            }
        }
        return found.map { String(Substring($0)) }
    }
}
