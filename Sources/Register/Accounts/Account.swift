/// Somebody who signs in with a password.
package struct Account: Hashable, Sendable {
    package let id: AccountID
    /// As they want to be called.
    package let name: String
    package let email: Contact
    package let language: SiteLanguage
    /// Seconds since 1970.
    package let createdAt: Int64
    package let passwordAt: Int64
    /// Whether an authenticator app is set up.
    package let hasTimeCodes: Bool
    package let recoveryCodesLeft: Int64
    /// Whether the app was taken off by others, and no other one set up since.
    package let lacksTimeCodes: Bool
}
