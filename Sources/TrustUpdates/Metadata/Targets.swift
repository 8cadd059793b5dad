package import StrictJSON

/// Targets metadata, of the top-level role or a delegated one (specification, section 4.5).
package struct Targets: MetadataContent {
    package static let type: ExactText = "targets"

    package var header: MetadataHeader
    /// By target path, e.g. `status/0`.
    package var files: [ExactText: TargetFile]
    package var delegations: Delegations?

    package init(header: MetadataHeader, files: [ExactText: TargetFile], delegations: Delegations? = nil) {
        self.header = header
        self.files = files
        self.delegations = delegations
    }

    package init(header: MetadataHeader, fields: inout MetadataFields) throws(UpdateError) {
        self.header = header
        files = [:]
        for (path, json) in try fields.object("targets") { files[path] = try TargetFile(json, path) }
        delegations = try fields.takeIfPresent("delegations").map { json throws(UpdateError) in
            return try Delegations(json)
        }
    }

    package var members: [ExactText: JSONValue] {
        var members: [ExactText: JSONValue] = ["targets": .object(JSONObject(files.mapValues(\.json)))]
        if let delegations { members["delegations"] = delegations.json }
        return members
    }
}
