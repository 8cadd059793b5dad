package import StrictJSON

/// Which keys sign for a role, and how many of them must.
package struct RoleKeys: Hashable, Sendable {
    /// Unique.
    package var keyIDs: [ExactText]
    /// At least 1.
    package var threshold: Int
    package var unrecognized: [ExactText: JSONValue] = [:]

    package init(keyIDs: [ExactText], threshold: Int) {
        self.keyIDs = keyIDs
        self.threshold = threshold
    }

    /// Takes its two members; what is left is the caller's.
    init(_ fields: inout MetadataFields) throws(UpdateError) {
        keyIDs = try fields.texts("keyids")
        threshold = try fields.integer("threshold", atLeast: 1)
        guard Set(keyIDs).count == keyIDs.count else {
            throw .malformed("\(fields.subject) names one key id twice")
        }
    }

    init(_ json: JSONValue, _ subject: String) throws(UpdateError) {
        var fields = try MetadataFields(json, subject)
        try self.init(&fields)
        unrecognized = fields.rest
    }

    var members: [ExactText: JSONValue] {
        var all = unrecognized
        all["keyids"] = .array(keyIDs.map(JSONValue.string))
        all["threshold"] = .integer(Int64(threshold))
        return all
    }
}
