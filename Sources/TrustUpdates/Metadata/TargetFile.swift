package import StrictJSON

/// What targets metadata say of one target file (specification, section 4.5).
package struct TargetFile: Hashable, Sendable {
    /// Bytes.
    package var length: Int
    package var hashes: FileHashes
    /// `custom` and fields this version does not know.
    package var unrecognized: [ExactText: JSONValue] = [:]

    package init(of bytes: [UInt8]) {
        length = bytes.count
        hashes = FileHashes(of: bytes)
    }

    init(_ json: JSONValue, _ path: ExactText) throws(UpdateError) {
        var fields = try MetadataFields(json, "the target \(path.quoted)")
        length = try fields.integer("length", atLeast: 0)
        hashes = try FileHashes(try fields.object("hashes"), fields.subject)
        unrecognized = fields.rest
    }

    var json: JSONValue {
        var members = unrecognized
        members["length"] = .integer(Int64(length))
        members["hashes"] = hashes.json
        return .object(JSONObject(members))
    }

    /// Whether `bytes` are this file.
    package func matches(_ bytes: [UInt8]) -> Bool {
        bytes.count == length && hashes.match(bytes)
    }
}
