import PassCrypto

/// That a request comes from somebody who may act for a pass.
package struct PassGrant: Sendable {
    static let fieldName = "csrf"

    /// Stands in every form of the page, and is asked for with every change.
    let token: String

    package init(token: String) { self.token = token }

    func accepts(_ token: String) -> Bool { ConstantTime.areEqual(Array(token.utf8), Array(self.token.utf8)) }
}
