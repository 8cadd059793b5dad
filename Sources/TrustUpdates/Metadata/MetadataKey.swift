package import PassCrypto
package import StrictJSON

/// A public key as metadata lists it, and what it can verify.
///
/// A key of a type or scheme this client does not know is kept (the signature covers it) and verifies nothing.
package struct MetadataKey: Sendable {
    /// The key object as received: type, scheme, value and fields this version does not know.
    package let json: JSONValue
    private let verifier: SignatureVerifier?

    /// An Ed25519 key (specification, section 4.2: `ed25519`, 64 hexadecimal digits).
    package init(_ key: PublicKey) {
        json = .object([
            "keytype": .string("ed25519"),
            "scheme": .string("ed25519"),
            "keyval": .object(["public": .string(ExactText(Hex.encode(key.bytes)))]),
        ])
        verifier = SignatureVerifier(ed25519: key)
    }

    init(_ json: JSONValue) throws(UpdateError) {
        var fields = try MetadataFields(json, "a key")
        let type = try fields.text("keytype")
        let scheme = try fields.text("scheme")
        var value = try MetadataFields(.object(JSONObject(try fields.object("keyval"))), "a key's value")
        let text = try value.text("public")
        self.json = json
        verifier = SignatureVerifier(type: type, scheme: scheme, value: text)
    }

    /// The key id that belongs to this key: SHA-256 of its canonical JSON, 64 hexadecimal digits. Readers go by the id
    /// the metadata gives it (TAP 12) and count keys by what they are, not by what they are called.
    package var id: ExactText {
        ExactText(Hash.sha256Hex(JSONWriter.canonical(json)))
    }

    /// What the key is, whatever its id, scheme and spelling: two entries with the same identity are one signer.
    var identity: [UInt8]? { verifier?.identity }

    /// The key itself when it is one of ours.
    package var ed25519: PublicKey? {
        if case .ed25519(let key) = verifier { key } else { nil }
    }

    func isValidSignature(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        verifier?.isValidSignature(signature, for: message) ?? false
    }
}
