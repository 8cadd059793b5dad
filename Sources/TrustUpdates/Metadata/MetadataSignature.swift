import PassCrypto
package import StrictJSON

/// One signature of a metadata file.
package struct MetadataSignature: Hashable, Sendable {
    /// The id of the key in the delegating metadata.
    package let keyID: ExactText
    /// Hexadecimal digits as received. Text that is none is a signature that does not verify, not a broken file: an empty
    /// one says "not signed yet" in the files of some repositories.
    package let text: ExactText

    package init(keyID: ExactText, signature: [UInt8]) {
        self.keyID = keyID
        text = ExactText(Hex.encode(signature))
    }

    init(_ json: JSONValue) throws(UpdateError) {
        var fields = try MetadataFields(json, "a signature")
        keyID = try fields.text("keyid")
        text = try fields.text("sig")
    }

    var bytes: [UInt8]? { Hex.decode(text.string) }

    var json: JSONValue {
        .object(["keyid": .string(keyID), "sig": .string(text)])
    }
}
