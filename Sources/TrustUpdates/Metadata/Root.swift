package import StrictJSON

/// Root metadata: the keys of all top-level roles (specification, section 4.3).
package struct Root: MetadataContent {
    package static let type: ExactText = "root"

    package var header: MetadataHeader
    package var keys: [ExactText: MetadataKey]
    /// By role name: `root`, `timestamp`, `snapshot` and `targets` at least.
    package var roles: [ExactText: RoleKeys]
    /// Whether file names carry versions and hashes; absent in old repositories, which means no.
    package var consistentSnapshot: Bool?

    package init(header: MetadataHeader, keys: [ExactText: MetadataKey], roles: [ExactText: RoleKeys]) {
        self.header = header
        self.keys = keys
        self.roles = roles
        consistentSnapshot = true
    }

    package init(header: MetadataHeader, fields: inout MetadataFields) throws(UpdateError) {
        self.header = header
        keys = try KeyTable.read(&fields)
        roles = [:]
        for (name, json) in try fields.object("roles") { roles[name] = try RoleKeys(json, "the role \(name.quoted)") }
        for name in MetadataRole.topLevel where roles[name] == nil {
            throw .malformed("root metadata says nothing about the role \(name.quoted)")
        }
        consistentSnapshot = try fields.boolIfPresent("consistent_snapshot")
    }

    package var members: [ExactText: JSONValue] {
        var members: [ExactText: JSONValue] = [
            "keys": KeyTable.json(keys),
            "roles": .object(JSONObject(roles.mapValues { .object(JSONObject($0.members)) })),
        ]
        if let consistentSnapshot { members["consistent_snapshot"] = .bool(consistentSnapshot) }
        return members
    }

    /// Adds `key` to the table and to each of `roles` that does not have it yet.
    package mutating func add(_ key: MetadataKey, to names: [ExactText]) {
        let id = key.id
        keys[id] = key
        for name in names {
            var role = roles[name] ?? RoleKeys(keyIDs: [], threshold: 1)
            if !role.keyIDs.contains(id) { role.keyIDs.append(id) }
            roles[name] = role
        }
    }
}
