package import StrictJSON

/// What timestamp and snapshot metadata say of another metadata file.
package struct MetaFile: Hashable, Sendable {
    package var version: Int
    /// Bytes.
    package var length: Int?
    package var hashes: FileHashes?
    package var unrecognized: [ExactText: JSONValue] = [:]

    package init(version: Int) {
        self.version = version
    }

    /// Names exactly the file `bytes`.
    package init(version: Int, of bytes: [UInt8]) {
        self.version = version
        length = bytes.count
        hashes = FileHashes(of: bytes)
    }

    init(_ json: JSONValue, _ name: ExactText) throws(UpdateError) {
        var fields = try MetadataFields(json, "the entry of \(name.quoted)")
        version = try fields.integer("version", atLeast: 1)
        length = try fields.integerIfPresent("length", atLeast: 0)
        if let value = fields.takeIfPresent("hashes") {
            hashes = try FileHashes(try MetadataFields(value, "the hashes of \(name.quoted)").rest, fields.subject)
        }
        unrecognized = fields.rest
    }

    var json: JSONValue {
        var members = unrecognized
        members["version"] = .integer(Int64(version))
        if let length { members["length"] = .integer(Int64(length)) }
        if let hashes { members["hashes"] = hashes.json }
        return .object(JSONObject(members))
    }

    /// Whether length and hashes, where given, are those of `bytes`.
    func matches(_ bytes: [UInt8]) -> Bool {
        if let length, length != bytes.count { return false }
        if let hashes, !hashes.match(bytes) { return false }
        return true
    }
}
