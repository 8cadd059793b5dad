/// `Accept-Encoding` (RFC 9110 section 12.5.3), as far as we need it.
enum AcceptedEncoding {
    /// Whether a client takes gzip. One that gives it a weight of zero does not.
    static func hasGzip(_ field: String?) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { entry in
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            guard parts.first == "gzip" else { return false }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
            return weight.map { $0.contains { ("1"..."9").contains($0) } } ?? true
        }
    }
}
