package import PassFormat

/// The pass that a number stands for now, with all that its holder's page shows.
package struct HeldPass: Hashable, Sendable {
    package let id: PassID
    package let number: String
    package let state: PassState
    package let claims: PassClaims
    /// What the QR code holds.
    package let text: String

    /// Whether a gate may admit it, as far as its state and its end tell.
    package func isGood(at now: Int64) -> Bool { state == .active && claims.expires > now }

    /// Its state in a word, time included: `active`, `future`, `suspended`, `revoked`, `superseded` or `expired`.
    package func stateName(at now: Int64) -> String {
        switch state {
        case .active, .waiting, .suspended:
            if claims.expires <= now { return "expired" }
            return state == .active && claims.notBefore > now ? "future" : state.name
        case .intended, .revoked, .superseded, .void: return state.name
        }
    }
}
