import PassCrypto
import PassFormat
package import PassVerify
import StrictJSON

/// The target `keys.json`: the keys that gates believe, as a JWK Set (RFC 7517 section 5; Ed25519 as in RFC 8037).
///
///     {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": BASE64URL of 32 bytes, "kid": HEX, "use": "pass" | "status" | "receipt",
///                "iss": "twport", "nbf": SECONDS, "exp": SECONDS}]}
///
/// A key may sign what is issued at `nbf <= iat < exp`. `kid` is written for people and never read: the id is computed
/// from the key. The same key twice, in one use or in two, makes the file invalid; a private member (`d`) too. Other
/// members are ignored.
package enum KeysFile {
    package static let path = "keys.json"
    package static let largest = 256 << 10
    private static let mostKeys = 1000

    package static func decode(_ bytes: [UInt8]) throws(TrustFileError) -> TrustedKeys {
        let root = try FileField(file: path, bytes: bytes, limit: largest)
        var keys: [TrustedKey] = []
        var seen: Set<PublicKey> = []
        for field in try root.member("keys").elements(limit: mostKeys) {
            let key = try key(field)
            guard seen.insert(key.publicKey).inserted else { throw field.duplicate("a key that stands before it") }
            keys.append(key)
        }
        return TrustedKeys(keys)
    }

    private static func key(_ field: FileField) throws(TrustFileError) -> TrustedKey {
        try field.member("kty").mustBe("OKP")
        try field.member("crv").mustBe("Ed25519")
        guard try field.optional("d") == nil else { throw field.invalid("it holds a private key") }
        let x = try field.member("x")
        let point = try x.base64URL(count: PublicKey.byteCount)
        guard let publicKey = try? PublicKey(point) else { throw x.invalid("it is no Ed25519 key") }
        let notBefore = try field.member("nbf").time()
        let expires = try field.member("exp").time()
        guard notBefore < expires else { throw field.invalid("exp must come after nbf") }
        return TrustedKey(
            publicKey: publicKey, use: try field.member("use").word(KeyUse.self),
            issuer: try field.member("iss").text(PassLimits.issuer), notBefore: notBefore, expires: expires)
    }

    package static func encode(_ keys: TrustedKeys) -> [UInt8] {
        let list = keys.all.map { key in
            JSONValue.object([
                "kty": .text("OKP"),
                "crv": .text("Ed25519"),
                "x": .base64URL(key.publicKey.bytes),
                "kid": .text(key.keyID.hex),
                "use": .text(key.use.rawValue),
                "iss": .text(key.issuer),
                "nbf": .integer(key.notBefore),
                "exp": .integer(key.expires),
            ])
        }
        return JSONWriter.indented(.object(["keys": .array(list)]))
    }
}
