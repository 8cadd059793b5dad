package import StrictJSON

/// The signed part of one of the four kinds of metadata.
package protocol MetadataContent: Sendable {
    /// The value of `_type`.
    static var type: ExactText { get }
    var header: MetadataHeader { get set }

    /// Reads the members that are not the header's.
    init(header: MetadataHeader, fields: inout MetadataFields) throws(UpdateError)

    /// The members that `init(header:fields:)` reads.
    var members: [ExactText: JSONValue] { get }
}

extension MetadataContent {
    package var version: Int {
        get { header.version }
        set { header.version = newValue }
    }

    /// Seconds since 1970; from this second on the file is not trusted.
    package var expires: Int64 {
        get { header.expires }
        set { header.expires = newValue }
    }

    init(_ json: JSONValue) throws(UpdateError) {
        var fields = try MetadataFields(json, "\(Self.type) metadata")
        let type = try fields.text("_type")
        guard type == Self.type else { throw .malformed("this is \(type.quoted) metadata, not \(Self.type)") }
        let header = try MetadataHeader(&fields)
        try self.init(header: header, fields: &fields)
        self.header.unrecognized = fields.rest
    }

    /// The whole signed part. For metadata that was read, the canonical form of this equals the signed bytes.
    package var json: JSONValue {
        var all = header.unrecognized
        all.merge(header.members) { _, known in known }
        all.merge(members) { _, known in known }
        all["_type"] = .string(Self.type)
        return .object(JSONObject(all))
    }
}
