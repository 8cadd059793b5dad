/// Why a status list token was not taken.
package enum StatusListRefusal: Error, Hashable, Sendable {
    /// It cannot be parsed, or its list cannot be inflated.
    case malformed
    /// No status key of this issuer has its key id (a pass key with that id is none).
    case unknownKey
    /// The signature verifies under no status key with its key id.
    case badSignature
    /// Signed for another list: `sub` is not the URI it was found under.
    case wrongSubject
    /// Issued outside the time of its key.
    case keyNotValid
}
