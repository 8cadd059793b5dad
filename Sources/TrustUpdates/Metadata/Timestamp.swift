package import StrictJSON

/// Timestamp metadata: which snapshot is the newest (specification, section 4.6).
package struct Timestamp: MetadataContent {
    package static let type: ExactText = "timestamp"
    private static let issuedField: ExactText = "issued"

    package var header: MetadataHeader
    package var snapshot: MetaFile
    /// When this file was signed, seconds since 1970. A signed field of our own (DESIGN 4): the age of a gate's trust is
    /// counted from it. Other repositories do not have it.
    package var issued: Int64?

    package init(header: MetadataHeader, snapshot: MetaFile, issued: Int64?) {
        self.header = header
        self.snapshot = snapshot
        self.issued = issued
    }

    package init(header: MetadataHeader, fields: inout MetadataFields) throws(UpdateError) {
        self.header = header
        let name = MetadataRole.listedName(MetadataRole.snapshot)
        var meta = try MetadataFields(.object(JSONObject(try fields.object("meta"))), "the files of timestamp metadata")
        snapshot = try MetaFile(try meta.take(name), name)
        guard meta.rest.isEmpty else { throw .malformed("timestamp metadata names other files than the snapshot") }
        issued = try fields.integerIfPresent(Self.issuedField, atLeast: 0).map(Int64.init)
    }

    package var members: [ExactText: JSONValue] {
        var members: [ExactText: JSONValue] = [
            "meta": .object([MetadataRole.listedName(MetadataRole.snapshot): snapshot.json])
        ]
        if let issued { members[Self.issuedField] = .integer(issued) }
        return members
    }
}
