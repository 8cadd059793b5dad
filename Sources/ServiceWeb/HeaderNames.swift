import HTTPTypes

extension HTTPField.Name {
    /// The names below are plain tokens, so the initialiser gives each; the other side is never taken.
    private static func known(_ name: StaticString) -> HTTPField.Name {
        HTTPField.Name(name.description) ?? .contentType
    }

    static let referrerPolicy = known("Referrer-Policy")
    static let secFetchSite = known("Sec-Fetch-Site")
    static let serviceWorkerAllowed = known("Service-Worker-Allowed")
    /// What a page of a pass is made of: see ``HolderPassPage/tag``.
    static let passPage = known("Pass-Page")
    /// The version of the files that a page of a pass needs.
    static let passAssets = known("Pass-Assets")
    static let idempotencyKey = known("Idempotency-Key")
    static let nextLink = known("Link")
    static let rateLimit = known("RateLimit")
    static let rateLimitPolicy = known("RateLimit-Policy")
    static let clearSiteData = known("Clear-Site-Data")
    static let frameOptions = known("X-Frame-Options")
    static let transportSecurity = known("Strict-Transport-Security")
}
