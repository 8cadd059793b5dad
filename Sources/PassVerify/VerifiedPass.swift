import PassCrypto
package import PassFormat

/// A pass whose signature verified under a trusted key, and whose live code, if one was shown, was signed by the
/// holder's key.
///
/// The only way to one is `authenticate`: the initialiser is private to this file, so that the compiler keeps claims
/// that nobody signed away from the rules and from the screen. That the pass is *good* is another question: the rules
/// answer it.
package struct VerifiedPass: Hashable, Sendable {
    /// One reference, for a pass is handed on several times and its claims are a dozen arrays.
    private final class Storage: Sendable {
        let claims: PassClaims
        let payload: [UInt8]
        let key: TrustedKey
        let liveProof: LiveProof?

        init(_ pass: UnverifiedPass, key: TrustedKey, liveProof: LiveProof?) {
            claims = pass.claims
            payload = pass.cose.payload
            self.key = key
            self.liveProof = liveProof
        }
    }

    private let storage: Storage

    /// What the issuer signed.
    package var claims: PassClaims { storage.claims }
    /// The signed bytes of the claims, as received.
    package var payload: [UInt8] { storage.payload }
    /// The key that verified.
    package var key: TrustedKey { storage.key }
    /// The holder's proof; `nil` when the bare pass was shown.
    package var liveProof: LiveProof? { storage.liveProof }

    private init(_ pass: UnverifiedPass, key: TrustedKey, liveProof: LiveProof?) {
        storage = Storage(pass, key: key, liveProof: liveProof)
    }

    package static func == (left: VerifiedPass, right: VerifiedPass) -> Bool {
        left.payload == right.payload && left.key == right.key && left.liveProof == right.liveProof
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(payload)
        hasher.combine(key)
        hasher.combine(liveProof)
    }

    /// Verifies a parsed code: the key by its id, every key with that id tried, the algorithm from the key, never from
    /// the message; then the holder's signature of a live code under the key that the pass names.
    ///
    /// A live code around a pass without holder key is not even parsed: it is `malformed`, for no key exists that could
    /// have signed it.
    package static func authenticate(
        _ scanned: ScannedCode, keys: TrustedKeys
    ) throws(AuthenticationFailure) -> VerifiedPass {
        switch scanned {
        case .pass(let pass):
            return VerifiedPass(pass, key: try signer(of: pass, keys: keys), liveProof: nil)
        case .live(let live):
            let key = try signer(of: live.pass, keys: keys)
            try verifyHolder(of: live)
            return VerifiedPass(
                live.pass, key: key, liveProof: LiveProof(issuedAt: live.issuedAt, audience: live.audience))
        }
    }

    private static func signer(
        of pass: UnverifiedPass, keys: TrustedKeys
    ) throws(AuthenticationFailure) -> TrustedKey {
        let candidates = keys.passKeys(for: pass.keyID)
        guard !candidates.isEmpty else { throw .unknownKey }
        for key in candidates where key.publicKey.isValidSignature(pass.cose.signature, for: pass.signedBytes) {
            return key
        }
        throw .badSignature
    }

    private static func verifyHolder(of live: UnverifiedLiveCode) throws(AuthenticationFailure) {
        guard let key = try? PublicKey(live.holderKey.x) else { throw .badSignature }
        guard key.isValidSignature(live.signature, for: live.signedBytes) else { throw .badSignature }
    }
}
