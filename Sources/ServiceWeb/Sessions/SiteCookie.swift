/// The cookies of the site. Names with `__Host-` are taken by browsers only from this host, over a secure connection, for the whole
/// of it (RFC 6265bis section 4.1.3.2): neither another host of the domain nor somebody on the line can put one in its place.
enum SiteCookie {
    /// A session's token.
    static let session: StaticString = "__Host-portpass"
    /// What a form is bound to before there is a session.
    static let form: StaticString = "__Host-portpass-form"

    /// - Parameter lifetime: seconds; nil for as long as the browser runs, 0 to take it away.
    static func field(_ name: StaticString, _ value: String, lifetime: Int64? = nil) -> String {
        "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax\(lifetime.map { "; Max-Age=\($0)" } ?? "")"
    }
}
