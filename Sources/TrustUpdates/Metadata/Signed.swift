import StrictJSON

/// A metadata file: its signed part with the signatures, **not verified**. The client makes a `Verified` of it.
package struct Signed<Content: MetadataContent>: Sendable {
    package let content: Content
    /// What the signatures are over: the canonical JSON of the signed part as it was received.
    package let signedBytes: [UInt8]
    package private(set) var signatures: [MetadataSignature]

    /// A new file without signatures.
    package init(_ content: Content) {
        self.content = content
        signedBytes = JSONWriter.canonical(content.json)
        signatures = []
    }

    /// Reads a file.
    ///
    /// - Throws: `UpdateError.malformed`, also for two signatures under one key id (specification, section 4.2).
    package init(decoding bytes: [UInt8]) throws(UpdateError) {
        var fields = try MetadataFields(try MetadataJSON.read(bytes), "a metadata file")
        let signed = try fields.take("signed")
        var signatures: [MetadataSignature] = []
        var keyIDs: Set<ExactText> = []
        for element in try fields.array("signatures") {
            let signature = try MetadataSignature(element)
            guard keyIDs.insert(signature.keyID).inserted else {
                throw .malformed("a metadata file has two signatures under the key id \(signature.keyID.quoted)")
            }
            signatures.append(signature)
        }
        content = try Content(signed)
        signedBytes = JSONWriter.canonical(signed)
        self.signatures = signatures
    }

    /// Adds a signature over `signedBytes`, in place of one under the same key id.
    package mutating func add(_ signature: MetadataSignature) {
        signatures.removeAll { $0.keyID == signature.keyID }
        signatures.append(signature)
    }

    /// The file as it is published: compact JSON, the same bytes for the same contents.
    package func encoded() -> [UInt8] {
        JSONWriter.compact(
            .object(["signatures": .array(signatures.map(\.json)), "signed": content.json]))
    }
}
