import StrictJSON

/// The `keys` object of root metadata and delegations: key id to key.
enum KeyTable {
    static func read(_ fields: inout MetadataFields) throws(UpdateError) -> [ExactText: MetadataKey] {
        var keys: [ExactText: MetadataKey] = [:]
        for (id, json) in try fields.object("keys") { keys[id] = try MetadataKey(json) }
        return keys
    }

    static func json(_ keys: [ExactText: MetadataKey]) -> JSONValue {
        .object(JSONObject(keys.mapValues(\.json)))
    }
}
