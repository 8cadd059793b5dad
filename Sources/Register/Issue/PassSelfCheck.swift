package import PassFormat
package import PassVerify

/// Our own work, verified as a gate would: the text decoded anew, the signature checked with the published key, the claims
/// compared with what was meant. A pass that a gate would refuse, or that says something else, is never released.
package enum PassSelfCheck {
    /// - Throws: ``RegisterError`` with code `selfCheck`, and what is wrong.
    package static func check(_ text: String, means claims: PassClaims, keys: TrustedKeys) throws(RegisterError) {
        let pass: VerifiedPass
        do {
            pass = try VerifiedPass.authenticate(ScannedCode.decode(text), keys: keys)
        } catch let error as FormatError {
            throw RegisterError(.selfCheck, "the text made for \(claims.number) cannot be read back: \(error)")
        } catch {
            throw RegisterError(.selfCheck, "the signature made for \(claims.number) does not verify: \(error)")
        }
        guard pass.claims == claims else {
            throw RegisterError(.selfCheck, "the text made for \(claims.number) says something else than it should")
        }
        guard pass.key.issuer == claims.issuer, pass.key.covers(issuedAt: claims.issuedAt) else {
            throw RegisterError(.selfCheck, "the key that signed \(claims.number) may not sign it")
        }
    }
}
