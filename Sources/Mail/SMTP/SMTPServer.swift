/// A mail server that takes our mail.
package struct SMTPServer: Sendable {
    /// Who we are to it.
    package struct Login: Sendable {
        package let user: String
        package let password: Secret

        package init(user: String, password: Secret) throws(CarrierConfigurationError) {
            guard (1...256).contains(user.utf8.count), user.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw CarrierConfigurationError(
                    "the user for the mail server must be 1 to 256 printable ASCII characters without spaces")
            }
            self.user = user
            self.password = password
        }
    }

    let address: ServerAddress
    let login: Login?
    /// Seconds that one mail may take.
    let seconds: Int
    /// A file of certificates to trust in place of the system's.
    let certificates: String?

    /// - Parameters:
    ///   - url: `smtp://HOST[:PORT]`, which must then offer STARTTLS unless it is this machine, or `smtps://HOST[:PORT]`.
    ///   - seconds: less than a stopping service waits.
    package init(
        url: String, login: Login?, seconds: Int, certificates: String? = nil
    ) throws(CarrierConfigurationError) {
        guard let address = ServerAddress(url), ["smtp", "smtps"].contains(address.scheme), address.path.isEmpty else {
            throw CarrierConfigurationError("the mail server must be smtp://HOST:PORT or smtps://HOST:PORT")
        }
        guard (1...600).contains(seconds) else {
            throw CarrierConfigurationError("a mail may take 1 to 600 seconds")
        }
        self.address = address
        self.login = login
        self.seconds = seconds
        self.certificates = certificates
    }

    /// What crosses a network is encrypted, or does not go.
    var needsTLS: Bool { address.scheme == "smtps" || !address.isLoopback }
}
