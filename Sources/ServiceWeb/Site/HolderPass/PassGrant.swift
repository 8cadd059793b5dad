import PassCrypto

/// That a request comes from somebody who may see a pass, and whether they may act for it.
package struct PassGrant: Sendable {
    static let fieldName = "csrf"

    /// Stands in every form of the page, and is asked for with every change.
    let token: String

    /// False where it is only kept on this phone: that shows it, and binds it to no other.
    let isProved: Bool

    package init(token: String, isProved: Bool = true) {
        self.token = token
        self.isProved = isProved
    }

    func accepts(_ token: String) -> Bool { ConstantTime.areEqual(Array(token.utf8), Array(self.token.utf8)) }
}
