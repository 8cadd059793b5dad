import StrictJSON
import TrustUpdates

extension HostileInput {
    /// Metadata files of The Update Framework, each kind on the same bytes.
    static let metadata = HostileInput(
        "metadata", cost: 3,
        seeds: {
            SpecimenRepository.honest.metadata.values.sorted(by: { $0.count < $1.count }) + [
                SpecimenDocuments.foreignFile
            ]
        }
    ) { bytes in
        if let value = try? JSONReader.read(bytes), !value.holdsOtherNumber {
            try require((try? JSONReader.read(JSONWriter.compact(value))) == value, "a JSON value changes when written")
        }
        try decode(Root.self, bytes)
        try decode(Timestamp.self, bytes)
        try decode(Snapshot.self, bytes)
        try decode(Targets.self, bytes)
        _ = try? TrustedRoot.ed25519Keys(inSelfSigned: bytes)
    }

    /// What was read must be what was signed, whatever it says and whatever of it this version does not know.
    private static func decode<Content: MetadataContent>(_: Content.Type, _ bytes: [UInt8]) throws(Violation) {
        guard let read = try? Signed<Content>(decoding: bytes) else { return }
        try require(
            JSONWriter.canonical(read.content.json) == read.signedBytes, "metadata was read that is not what was signed"
        )
        let again = try? Signed<Content>(decoding: read.encoded())
        try require(
            again?.signedBytes == read.signedBytes && again?.signatures == read.signatures,
            "metadata changes when written")
        try require(
            MetadataTime.parse(ExactText(MetadataTime.format(read.content.expires))) == read.content.expires,
            "a time changes when written")
    }
}
