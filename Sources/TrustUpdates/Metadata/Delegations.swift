package import StrictJSON

/// Whom a targets role trusts for which paths (specification, section 4.5).
package struct Delegations: Sendable {
    package var keys: [ExactText: MetadataKey]
    package var roles: DelegatedRoles
    package var unrecognized: [ExactText: JSONValue] = [:]

    package init(keys: [ExactText: MetadataKey], roles: [DelegatedRole]) {
        self.keys = keys
        self.roles = .named(roles)
    }

    init(_ json: JSONValue) throws(UpdateError) {
        var fields = try MetadataFields(json, "the delegations")
        keys = try KeyTable.read(&fields)
        roles = try DelegatedRoles(&fields)
        unrecognized = fields.rest
    }

    var json: JSONValue {
        var members = unrecognized
        members["keys"] = KeyTable.json(keys)
        members.merge(roles.members) { _, known in known }
        return .object(JSONObject(members))
    }
}
