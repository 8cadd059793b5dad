/// Who we are to a server that asks, and whom we take it for: files in PEM, read when a connection is made.
package struct ClientIdentity: Hashable, Sendable {
    package let certificate: String
    package let key: String
    /// Who may have signed the server's certificate; nil for whom the system trusts.
    package let authority: String?

    package init(certificate: String, key: String, authority: String?) {
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }
}
