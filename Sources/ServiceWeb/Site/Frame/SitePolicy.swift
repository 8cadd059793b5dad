/// What a page may load and where its forms may go (CSP Level 3). Nothing runs that stands in a page itself.
struct SitePolicy: Sendable {
    /// Where else forms may go, such as a payment gateway.
    var formTargets: [String] = []
    /// Further directives, such as `worker-src 'self'`.
    var more: [String] = []

    var text: String {
        let directives =
            [
                "default-src 'none'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:",
                "form-action \((["'self'"] + formTargets).joined(separator: " "))", "base-uri 'none'",
                "frame-ancestors 'none'",
            ] + more
        return directives.joined(separator: "; ")
    }
}
