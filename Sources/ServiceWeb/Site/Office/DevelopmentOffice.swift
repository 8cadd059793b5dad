import PassCrypto
package import Register

/// That there is a desk at `/office` at all.
///
/// Nobody signs in yet: staff, their roles and their second pairs of eyes come with the back office. Until then the desk exists
/// only where `portpass serve --dev` makes this value, and only for a browser on the same machine (``OfficeGuard``); anywhere
/// else its addresses are like any other at which there is nothing.
package struct DevelopmentOffice: Sendable {
    static let tokenName = "token"

    /// Stands in every form of the desk and is asked for with every change: another site can make a browser send a form here,
    /// but cannot read ours. As long as the process lives.
    let token: String

    package init(random: RandomSource) { token = Hex.encode(random.bytes(32)) }

    func accepts(_ token: String) -> Bool { ConstantTime.areEqual(Array(token.utf8), Array(self.token.utf8)) }
}
