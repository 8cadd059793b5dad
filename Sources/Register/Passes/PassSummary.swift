package import PassFormat

/// A pass as the register knows it. Personal data are in the text, as on the pass; the identity number is not here.
package struct PassSummary: Hashable, Sendable {
    package let id: PassID
    package let number: String
    package let state: PassState
    package let kind: PassKind
    package let term: PassTerm
    package let notBefore: Int64
    package let expires: Int64
    package let issuedAt: Int64
    package let list: Int
    package let index: Int
    package let uri: String
    /// Why it was last changed; nil when it never was.
    package let reason: String?
    /// The pass it replaces.
    package let replaces: PassID?
    /// The text; nil while it is not signed.
    package let text: String?

    /// Whether its time is over, whatever its state.
    package func isExpired(at now: Int64) -> Bool { expires <= now }

    /// Its state in a word, time included.
    package func stateName(at now: Int64) -> String {
        switch state {
        case .active, .waiting, .suspended: isExpired(at: now) ? "expired" : state.name
        case .intended, .revoked, .superseded, .void: state.name
        }
    }
}
