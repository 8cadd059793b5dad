/// `If-None-Match` (RFC 9110 section 13.1.2).
enum ConditionalRequest {
    /// Whether a client that sent this field has what `tag` names. Weak comparison, as the section asks for.
    static func has(_ tag: String, field: String?) -> Bool {
        guard let field else { return false }
        if field == "*" { return true }
        return field.split(separator: ",").contains { part in
            var entry = part.drop { $0 == " " || $0 == "\t" }
            while entry.last == " " || entry.last == "\t" { entry.removeLast() }
            return (entry.hasPrefix("W/") ? entry.dropFirst(2) : entry) == tag
        }
    }
}
