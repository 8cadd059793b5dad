/// Why a parsed code is not a pass. Nothing else is known of it then, and no claim of it is given out.
package enum AuthenticationFailure: Error, Hashable, Sendable {
    /// No key for passes has its key id.
    case unknownKey
    /// The signature verifies under no such key, or a live code's not under its pass's holder key.
    case badSignature

    var code: ReasonCode {
        switch self {
        case .unknownKey: .unknownKey
        case .badSignature: .badSignature
        }
    }
}
