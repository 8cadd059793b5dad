import PassFormat

extension ScannedCode {
    /// What the text states, verified or not.
    var claims: PassClaims {
        switch self {
        case .pass(let pass): pass.claims
        case .live(let live): live.pass.claims
        }
    }
}
