/// Whom mail comes from.
package struct Sender: Hashable, Sendable {
    package let address: MailAddress
    /// What people see beside the address; empty for nothing.
    package let name: String

    package init(address: MailAddress, name: String) {
        self.address = address
        self.name = name
    }
}
